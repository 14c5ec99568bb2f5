import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { defaultRunPolicy, type ErrorData, type RunPolicy } from '../../contract'
import { augustDays, follow, item, planOf } from '../testing/plans'
import {
  apply,
  applyAll,
  begin,
  nextRetryAt,
  nextRetryIn,
  nextUnits,
  progressOf,
  restore,
  unitWork,
  type Execution,
  type ExecutionEvent
} from '.'

const days = augustDays(10)
const policy = (change: Partial<RunPolicy> = {}): RunPolicy => ({ ...defaultRunPolicy, ...change })
const policies = (prices: Partial<RunPolicy> = {}, total = 4) => ({
  total,
  datasets: new Map([['prices', policy(prices)]]),
  divisible: new Set(['mart'])
})
const each = (dts: readonly string[]) => dts.map((dt, unit) => item('prices', dt, unit))
const failure = (code: ErrorData['code'] = 'http.status'): ErrorData => ({ code, message: 'It failed.', retriable: true })

/** One by one, which is as good as all together. */
const after = (from: Execution, ...events: ExecutionEvent[]): Execution => {
  const made = events.reduce(apply, from)
  expect(applyAll(from, events)).toEqual(made)
  return made
}
const start = (unit: number, run = `run-${unit}`): ExecutionEvent => ({ kind: 'unit-started', unit, run })
const startAll = (from: Execution): Execution => after(from, ...nextUnits(from).map((unit) => start(unit)))
const result = (dt: string, state: 'ok' | 'failed' | 'refused' | 'staged' | 'cancelled', dataset = 'prices'): ExecutionEvent => ({
  kind: 'partition',
  result: { dataset, dt, state, ...(state === 'ok' || state === 'staged' ? { rowsAfter: 1 } : { error: failure() }) }
})
const end = (unit: number, at = 0): ExecutionEvent => ({ kind: 'unit-ended', unit, at })
const finish = (from: Execution, unit: number): Execution => {
  const { dataset, dts } = unitWork(from, unit)
  return after(from, ...dts.map((dt) => result(dt, 'ok', dataset)), end(unit))
}
const states = ({ items }: Execution): string[] => items.map(({ state }) => state)

describe('B8: a cap and an order', () => {
  it('never has more than 3 at once, and starts strictly descending', () => {
    const newest = [...days].reverse()
    let execution = begin(planOf(each(newest), [], { order: 'newest', concurrency: 3 }), policies())
    const started: string[] = []
    const running: number[] = []
    let most = 0
    for (;;) {
      for (const unit of nextUnits(execution)) {
        started.push(...unitWork(execution, unit).dts)
        execution = after(execution, start(unit))
        running.push(unit)
      }
      most = Math.max(most, running.length)
      // The newest of those at work ends first, then the oldest: the order of ending must not matter.
      const unit = started.length % 2 === 0 ? running.pop() : running.shift()
      if (unit === undefined) break
      execution = finish(execution, unit)
    }
    expect(most).toBe(3)
    expect(started).toEqual(newest)
    expect(execution.state).toBe('done')
  })

  it('makes partitions one at a time where each needs the one before', () => {
    let execution = begin(planOf(each(days.slice(0, 3)), [], { concurrency: 3 }), policies({ sequential: true }))
    expect(nextUnits(execution)).toEqual([0])
    execution = startAll(execution)
    expect(nextUnits(execution)).toEqual([])
    execution = after(execution, result(days[0] ?? '', 'failed'), end(0))
    expect(states(execution)).toEqual(['failed', 'skipped', 'skipped'])
  })

  it('keeps to 4 units in all, whatever each dataset may', () => {
    const execution = begin(planOf(each(days)), policies({ concurrency: 16 }))
    expect(nextUnits(execution)).toEqual([0, 1, 2, 3])
  })
})

describe('B7: what is in flight', () => {
  it('never starts a unit twice, however often it is told', () => {
    const once = after(begin(planOf(each(days.slice(0, 1))), policies()), start(0, 'first'), start(0, 'second'))
    expect(once.items[0]?.attempts).toEqual(['first'])
    expect(nextUnits(once)).toEqual([])
  })
})

describe('B10: pause, resume, cancel', () => {
  const running = startAll(begin(planOf(each(days.slice(0, 4))), policies()))

  it('lets what is in flight finish and starts nothing while paused', () => {
    const pausing = after(running, { kind: 'pause' })
    expect(pausing.state).toBe('pausing')
    expect(nextUnits(pausing)).toEqual([])
    const half = finish(pausing, 0)
    expect([half.state, nextUnits(half)]).toEqual(['pausing', []])
    const paused = finish(half, 1)
    expect([paused.state, nextUnits(paused)]).toEqual(['paused', []])
    const resumed = after(paused, { kind: 'resume' })
    expect([resumed.state, nextUnits(resumed)]).toEqual(['running', [2, 3]])
  })

  it('gives every partition a named state when it is cancelled', () => {
    const cancelling = after(running, { kind: 'cancel' })
    expect([cancelling.state, states(cancelling)]).toEqual(['cancelling', ['running', 'running', 'cancelled', 'cancelled']])
    const committed = after(cancelling, result(days[0] ?? '', 'ok'), end(0))
    const cancelled = after(committed, { kind: 'unit-failed', unit: 1, outcome: 'cancelled', error: failure('cancelled'), at: 0 })
    expect([cancelled.state, states(cancelled)]).toEqual(['cancelled', ['ok', 'cancelled', 'cancelled', 'cancelled']])
  })

  it('calls what was to follow cancelled, too', () => {
    const plan = planOf(each(days.slice(0, 1)), [follow('mart', days[0] ?? '', 1, [['prices', days[0] ?? '']])])
    expect(states(after(begin(plan, policies()), { kind: 'cancel' }))).toEqual(['cancelled', 'cancelled'])
  })
})

describe('B11: progress', () => {
  it('counts finished partitions, and never goes back', () => {
    const retry = { codes: ['http.status' as const], times: 1, waitSeconds: 10 }
    let execution = begin(planOf(each(days)), policies({ retry }, 1))
    execution = finish(startAll(execution), 0)
    expect(progressOf(execution)).toEqual({ finished: 1, total: 10 })
    execution = after(startAll(execution), result(days[1] ?? '', 'failed'), end(1, 5_000))
    expect(progressOf(execution)).toEqual({ finished: 1, total: 10 })
    expect(nextRetryAt(execution)).toBe(15_000)
  })
})

describe('retries', () => {
  const retry = { codes: ['http.status' as const], times: 2, waitSeconds: 10 }
  const one = begin(planOf(each(days.slice(0, 1))), policies({ retry }))
  const fail = (from: Execution, at: number, code?: ErrorData['code']): Execution =>
    after(startAll(from), { kind: 'unit-failed', unit: 0, outcome: 'failed', error: failure(code), at })

  it('waits no longer than the dataset says where the clock was set back by a day', () => {
    const failed = fail(one, 86_400_000)
    expect(nextRetryIn(failed, 0)).toBe(10_000)
    expect(nextRetryIn(failed, 86_404_000)).toBe(6_000)
    expect(nextRetryIn(failed, 99_999_999)).toBe(0)
  })

  it('would wait for a day then if they went by the clock alone (plant wall-clock-timeouts)', () => {
    vi.stubEnv('PENSTOCK_PLANT', 'wall-clock-timeouts')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(nextRetryIn(fail(one, 86_400_000), 0)).toBe(86_410_000)
  })

  it('tries again as often as the dataset says, after its wait, and keeps every attempt', () => {
    const first = fail(one, 0)
    expect(nextUnits(first)).toEqual([])
    expect(nextUnits(after(first, { kind: 'retry-due', at: 9_999 }))).toEqual([])
    const second = fail(after(first, { kind: 'retry-due', at: 10_000 }), 10_000)
    const third = fail(after(second, { kind: 'retry-due', at: 20_000 }), 20_000)
    expect([third.state, third.items[0]?.attempts.length, third.items[0]?.error?.code]).toEqual(['failed', 3, 'http.status'])
  })

  it('does not try again after a code that nobody named', () => {
    expect(fail(one, 0, 'file.corrupt').state).toBe('failed')
  })

  it('forgets the error of an attempt once one succeeds', () => {
    const again = after(fail(one, 0), { kind: 'retry-due', at: 10_000 })
    expect(finish(startAll(again), 0).items[0]).toMatchObject({ state: 'ok', error: undefined })
  })
})

describe('one failed partition', () => {
  const [first = '', second = ''] = days
  const plan = planOf(each([first, second]), [
    follow('mart', first, 2, [['prices', first]]),
    follow('mart', second, 2, [['prices', second]]),
    follow('report', 'all', 3, [['mart', 'all']])
  ])

  it('does not stop the others, and what was made from it is skipped with the reason', () => {
    let execution = after(startAll(begin(plan, policies())), result(first, 'failed'), end(0))
    execution = finish(execution, 1)
    expect(unitWork(execution, 2).dts).toEqual([second])
    execution = finish(startAll(execution), 2)
    expect([execution.state, states(execution)]).toEqual(['failed', ['failed', 'ok', 'skipped', 'ok', 'skipped']])
    expect(execution.items[2]?.error).toMatchObject({ details: { input: { dataset: 'prices', dt: first, state: 'failed' } } })
    expect(execution.items[4]?.error?.message).toContain(`mart ${first} was skipped`)
  })

  it('holds back what follows until all that it is made from is there', () => {
    const half = finish(startAll(begin(plan, policies())), 0)
    expect(nextUnits(half)).toEqual([])
    expect(nextUnits(finish(half, 1))).toEqual([2])
  })

  it('starts nothing out of order: what is ready waits behind what is not', () => {
    const separate = planOf(each([first, second]), [
      follow('mart', first, 2, [['prices', first]]),
      follow('mart', second, 3, [['prices', second]])
    ])
    expect(nextUnits(finish(startAll(begin(separate, policies())), 1))).toEqual([])
  })

  it.each([
    ['failed', 'sql.invalid'],
    ['refused', 'load.duplicate_keys']
  ] as const)('is told apart in a derived unit that is %s as a whole: each is tried by itself', (outcome, code) => {
    let execution = finish(finish(startAll(begin(plan, policies())), 0), 1)
    execution = after(startAll(execution), { kind: 'unit-failed', unit: 2, outcome, at: 0, error: failure(code) })
    expect(nextUnits(execution)).toEqual([4, 5])
    expect(execution.items.map(({ unit }) => unit)).toEqual([0, 1, 4, 5, 3])
    execution = after(startAll(execution), result(first, 'ok', 'mart'), end(4), result(second, 'refused', 'mart'), end(5))
    expect(states(execution)).toEqual(['ok', 'ok', 'ok', 'refused', 'skipped'])
  })
})

describe('after the engine was killed', () => {
  const plan = planOf(each(days.slice(0, 3)))
  const running = startAll(begin(plan, policies()))
  const kept = restore(plan, policies(), running)

  it('goes on from what was kept: what the lake has is done, the rest of what was in flight starts again', () => {
    const back = after(kept, {
      kind: 'engine-restarted',
      committed: [{ dataset: 'prices', dt: days[0] ?? '', state: 'ok', rowsAfter: 1 }]
    })
    expect(states(back)).toEqual(['ok', 'waiting', 'waiting'])
    expect(nextUnits(back)).toEqual([1, 2])
    expect(startAll(back).items[1]?.attempts).toEqual(['run-1', 'run-1'])
  })

  it('does not go on with what was being cancelled', () => {
    const back = after(after(kept, { kind: 'cancel' }), { kind: 'engine-restarted', committed: [] })
    expect([back.state, states(back)]).toEqual(['cancelled', ['cancelled', 'cancelled', 'cancelled']])
  })

  it('stays paused', () => {
    const back = after(after(kept, { kind: 'pause' }), { kind: 'engine-restarted', committed: [] })
    expect([back.state, nextUnits(back)]).toEqual(['paused', []])
  })
})
