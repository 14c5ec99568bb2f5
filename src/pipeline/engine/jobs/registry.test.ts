import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { JobSnapshot } from '../../contract'
import { systemClock } from '../../lib/clock'
import { AppError } from '../../lib/errors'
import { jsonLogger } from '../../lib/json-logger'
import { openState } from '../../store'
import { tempFolder } from '../testing/temp'
import type { JobContext, JobSpec } from './job'
import { JobRegistry } from './registry'

const logger = jsonLogger({ level: 'error', clock: systemClock, write: () => undefined })
const spec = (change: Partial<JobSpec> = {}): JobSpec => ({
  kind: 'check',
  title: 'prices',
  dataset: 'prices',
  startedBy: 'kim@desk',
  lane: 'quick',
  ...change
})

async function newRegistry(folder?: string) {
  const state = await openState(join(folder ?? (await tempFolder()), 'state.sqlite'), 0)
  const registry = new JobRegistry(state.jobs, systemClock, logger)
  let open = true
  const close = (): void => {
    if (open) state.close()
    open = false
  }
  onTestFinished(close)
  return { state, registry, close }
}

/** Resolves when a job is in a state. */
function reaches(registry: JobRegistry, id: string, state: JobSnapshot['state']): Promise<JobSnapshot> {
  return new Promise((resolve) => {
    const look = (job: JobSnapshot): void => {
      if (job.id !== id || job.state !== state) return
      stop()
      resolve(job)
    }
    const stop = registry.onChange(look)
    look(registry.get(id))
  })
}
const untilAborted = ({ signal }: JobContext): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new AppError('cancelled', 'stopped')))
  })

describe('jobs', () => {
  it('end done with their result, each change above the last rev', async () => {
    const { registry } = await newRegistry()
    const revs: number[] = []
    registry.onChange(({ rev }) => revs.push(rev))
    const id = await registry.start(spec(), () => Promise.resolve({ result: { rows: 3 } }))
    const done = await reaches(registry, id, 'done')
    expect(done).toMatchObject({ result: { rows: 3 }, progress: { fraction: 1 } })
    expect(revs).toEqual([...revs].sort((a, b) => a - b))
    expect(new Set(revs).size).toBe(revs.length)
  })

  it('that fail keep their error, and a result that says how far they came', async () => {
    const { registry } = await newRegistry()
    const error = { code: 'load.too_many_bad' as const, message: 'too many', retriable: false }
    const id = await registry.start(spec(), () => Promise.resolve({ result: { state: 'refused' }, error }))
    expect(await reaches(registry, id, 'failed')).toMatchObject({
      error: { code: 'load.too_many_bad' },
      result: { state: 'refused' }
    })
  })

  it('of one lane run one after another, in the order of their start', async () => {
    const { registry } = await newRegistry()
    const order: string[] = []
    const gate = Promise.withResolvers<undefined>()
    const first = await registry.start(spec({ lane: 'load' }), async () => {
      await gate.promise
      order.push('first')
      return { result: null }
    })
    const second = await registry.start(spec({ lane: 'load' }), () => {
      order.push('second')
      return Promise.resolve({ result: null })
    })
    expect(registry.get(second).state).toBe('queued')
    gate.resolve(undefined)
    await Promise.all([reaches(registry, first, 'done'), reaches(registry, second, 'done')])
    expect(order).toEqual(['first', 'second'])
  })

  it('are cancelled while they wait or work, and not after they have committed', async () => {
    const { registry } = await newRegistry()
    const working = await registry.start(spec({ lane: 'load' }), untilAborted)
    let ran = false
    const waiting = await registry.start(spec({ lane: 'load' }), () => {
      ran = true
      return Promise.resolve({ result: null })
    })
    await reaches(registry, working, 'running')
    expect(registry.cancel(waiting).state).toBe('cancelled')
    expect(registry.cancel(working).state).toBe('cancelling')
    await reaches(registry, working, 'cancelled')
    const gate = Promise.withResolvers<string>()
    const committed = await registry.start(spec({ lane: 'load' }), async (job) => ({
      result: await job.commit(() => gate.promise)
    }))
    await reaches(registry, committed, 'running')
    expect(() => registry.cancel(committed)).toThrow(expect.objectContaining({ code: 'already.done' }))
    gate.resolve('made')
    await reaches(registry, committed, 'done')
    expect(() => registry.cancel(committed)).toThrow(expect.objectContaining({ code: 'already.done' }))
    expect(ran).toBe(false)
  })

  it('that were at work when the engine died are interrupted, or done where their commit was found; revs go on above', async () => {
    const folder = await tempFolder()
    const before = await newRegistry(folder)
    const lost = await before.registry.start(spec(), untilAborted)
    const made = await before.registry.start(spec(), untilAborted)
    await Promise.all([reaches(before.registry, lost, 'running'), reaches(before.registry, made, 'running')])
    const seen = Math.max(...before.registry.list(9).map(({ rev }) => rev))
    before.close()
    const { registry } = await newRegistry(folder)
    await registry.settleOrphans(new Map([[made, { version: 4 }]]))
    expect(registry.get(lost)).toMatchObject({ state: 'interrupted', error: { code: 'engine.gone', retriable: true } })
    expect(registry.get(made)).toMatchObject({ state: 'done', result: { version: 4 } })
    expect(
      registry
        .changedSince(seen)
        .map(({ id }) => id)
        .sort()
    ).toEqual([lost, made].sort())
  })

  it('tell their progress at most ten times a second, and the last of it', async () => {
    const { registry } = await newRegistry()
    const told: (number | null)[] = []
    registry.onChange(({ progress, state }) => {
      if (state === 'running') told.push(progress.fraction)
    })
    const id = await registry.start(spec(), (job) => {
      for (let step = 1; step <= 1_000; step += 1) job.progress({ fraction: step / 2_000, rows: step })
      return Promise.resolve({ result: null })
    })
    expect((await reaches(registry, id, 'done')).progress.rows).toBe(1_000)
    expect(told.length).toBeLessThan(5)
  })
})
