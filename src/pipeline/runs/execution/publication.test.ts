import { describe, expect, it } from 'vitest'
import { defaultRunPolicy, type BackfillOptions, type ErrorData, type RunPolicy } from '../../contract'
import { augustDays, item, planOf } from '../testing/plans'
import { apply, begin, type Execution, type ExecutionEvent } from '.'

const days = augustDays(2)
const after = (from: Execution, ...events: ExecutionEvent[]): Execution => events.reduce(apply, from)
const states = ({ items }: Execution): string[] => items.map(({ state }) => state)

/** Two units, of which both were staged. */
function stagedAll(options: Partial<BackfillOptions>, publish: RunPolicy['publish'] = 'direct'): Execution {
  const datasets = new Map([['prices', { ...defaultRunPolicy, publish }]])
  const plan = planOf(
    days.map((dt, unit) => item('prices', dt, unit)),
    [],
    options
  )
  return days.reduce(
    (execution, dt, unit) =>
      after(
        execution,
        { kind: 'unit-started', unit, run: `run-${unit}` },
        { kind: 'partition', result: { dataset: 'prices', dt, state: 'staged', rowsAfter: 1 } },
        { kind: 'unit-ended', unit, at: 0 }
      ),
    begin(plan, { total: 4, datasets, divisible: new Set() })
  )
}

describe('a review before publication', () => {
  const staged = stagedAll({ publish: 'review' })
  const stale: ErrorData = { code: 'plan.stale', message: 'It changed.', retriable: true }

  it('waits when all is staged, and publishes all of a dataset together', () => {
    expect(staged.state).toBe('staged')
    const publishing = after(staged, { kind: 'publish' })
    expect([publishing.state, states(publishing)]).toEqual(['publishing', ['staged', 'staged']])
    const done = after(publishing, { kind: 'published', dataset: 'prices' })
    expect([done.state, states(done)]).toEqual(['done', ['ok', 'ok']])
  })

  it('can be published again after it could not be, or thrown away', () => {
    const refused = after(staged, { kind: 'publish' }, { kind: 'publish-failed', error: stale })
    expect([refused.state, refused.error?.code]).toEqual(['staged', 'plan.stale'])
    expect(after(refused, { kind: 'discard' })).toMatchObject({ state: 'discarded' })
  })
})

describe('what is staged only because it changes the columns of a whole table', () => {
  it('is published as soon as all of it is made, where nobody asked for a review', () => {
    expect(stagedAll({}).state).toBe('publishing')
    expect(stagedAll({ publish: 'direct' }, { askAbove: 5 }).state).toBe('publishing')
  })

  it('waits where its dataset asks before it is published', () => {
    expect(stagedAll({}, { askAbove: 5 }).state).toBe('staged')
  })

  it('waits for a decision where it could not be published', () => {
    const error: ErrorData = { code: 'schema.breaking', message: 'One is not made.', retriable: false }
    expect(after(stagedAll({}), { kind: 'publish-failed', error }).state).toBe('staged')
  })
})
