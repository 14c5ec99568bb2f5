import { describe, expect, it } from 'vitest'
import { checkSpec, type CheckResult } from '../../contract'
import { judgeCheck, type JudgeContext, type Measured } from '.'

const context: JudgeContext = { zone: 'Asia/Seoul', now: Date.UTC(2024, 5, 1), earlier: [] }

const judged = (check: object, measure: Partial<Measured>, more: Partial<JudgeContext> = {}): CheckResult =>
  judgeCheck(
    checkSpec.parse({ id: 'a', ...check }),
    { check: 'a', dt: '2024-03-04', rows: 100, failingRows: 0, figures: {}, sample: [], ...measure },
    { ...context, ...more }
  )

/** Mondays before 2024-03-04 with these rows, newest last, and a Sunday between them that nothing is compared with. */
const mondays = (...rows: number[]) =>
  rows.flatMap((count, index) => {
    const day = (back: number): string =>
      new Date(Date.UTC(2024, 2, 4 - 7 * (rows.length - index) - back)).toISOString().slice(0, 10)
    return [
      { dt: day(1), rows: 1 },
      { dt: day(0), rows: count }
    ]
  })

describe('rows', () => {
  const steady = { kind: 'rows', within: 0.3 }
  it.each([
    [70, 'ok', 'ok'],
    [69, 'failed', 'rows.fewer'],
    [130, 'ok', 'ok'],
    [131, 'failed', 'rows.more']
  ])('%d against a median of 100 of the same weekday, within 30 %%: %s', (rows, state, reason) => {
    const result = judged(steady, { rows }, { earlier: mondays(90, 110, 100, 95, 105) })
    expect(result).toMatchObject({ state, reason, measured: { median: '100', weekday: 'mon', partitions: '5', within: '30 %' } })
  })

  it('judges nothing by fewer than 4 partitions, and never by later ones', () => {
    const earlier = [...mondays(90, 110, 100), { dt: '2024-03-11', rows: 100 }]
    expect(judged(steady, { rows: 5 }, { earlier })).toMatchObject({ state: 'skipped', reason: 'history.short' })
  })

  it('looks at the last so many only', () => {
    const check = { ...steady, last: 4 }
    expect(judged(check, { rows: 10 }, { earlier: mondays(1000, 1000, 1000, 1000, 1000, 10, 10, 10, 10) }).state).toBe('ok')
  })

  it('of months are held against the months before', () => {
    const earlier = ['2023-11', '2023-12', '2024-01', '2024-02'].map((dt) => ({ dt, rows: 100 }))
    expect(judged(steady, { dt: '2024-03', rows: 5 }, { earlier })).toMatchObject({
      state: 'failed',
      measured: { median: '100' }
    })
  })

  it('keep fixed bounds without any past', () => {
    expect(judged({ kind: 'rows', min: 5 }, { rows: 4 })).toMatchObject({ state: 'failed', reason: 'rows.low' })
    expect(judged({ kind: 'rows', max: 5 }, { rows: 1234 })).toMatchObject({ reason: 'rows.high', measured: { rows: '1,234' } })
  })
})

describe('freshness', () => {
  const at = (ms: number, kind: string) => ({ figures: { newest: 'x', at: String(ms), kind } })
  const check = { kind: 'freshness', column: 'at', maxMinutes: 60 }
  it.each([
    ['an instant of the last hour', at(Date.UTC(2024, 2, 4, 14), 'timestamp'), 'ok'],
    ['an instant before it', at(Date.UTC(2024, 2, 4, 13, 58), 'timestamp'), 'failed'],
    ['a wall clock of the last hour', at(Date.UTC(2024, 2, 4, 23), 'datetime'), 'ok'],
    ['a wall clock before it', at(Date.UTC(2024, 2, 4, 22, 58), 'datetime'), 'failed'],
    ['the date itself, which lasts until its end', at(Date.UTC(2024, 2, 4), 'date'), 'ok'],
    ['the date before', at(Date.UTC(2024, 2, 3), 'date'), 'failed'],
    ['no value at all', { figures: { newest: null, at: null, kind: 'date' } }, 'failed']
  ])('%s: %s', (_, measure, state) => expect(judged(check, measure).state).toBe(state))

  it('of a partition that has not ended counts until now', () => {
    const now = Date.UTC(2024, 2, 4, 3)
    expect(judged(check, at(Date.UTC(2024, 2, 4, 2, 30), 'timestamp'), { now }).state).toBe('ok')
    expect(judged(check, at(Date.UTC(2024, 2, 4, 1), 'timestamp'), { now, zone: 'UTC' })).toMatchObject({
      measured: { minutes: '120' }
    })
  })
})

describe('a share of failing rows', () => {
  const nulls = { kind: 'nulls', column: 'x', maxShare: 0.05 }
  it('may be reached and not passed', () => {
    expect(judged(nulls, { rows: 100, failingRows: 5 }).state).toBe('ok')
    expect(judged(nulls, { rows: 100, failingRows: 6, sample: [{ x: null }] })).toMatchObject({
      ...{ state: 'failed', reason: 'nulls.share', sample: [{ x: null }] },
      measured: { share: '6 %', allowed: '5 %', failing: '6', rows: '100' }
    })
    expect(judged(nulls, { rows: 0, failingRows: 0 }).state).toBe('ok')
  })

  it('of a column that is gone is no share: the check fails', () => {
    expect(judged(nulls, { figures: { missing: 'x' } })).toMatchObject({ state: 'failed', reason: 'column.missing' })
  })
})

describe('reconciliation', () => {
  const against = (left: string | null, right: string | null, within = 0, reference: string | null = '2024-03-04') =>
    judged({ kind: 'reconcile', dataset: 'b', measure: 'sum(x)', within }, { figures: { left, right, reference } }).state
  it.each([
    ['100', '100.00', 0, 'ok'],
    ['100.01', '100.00', 0, 'failed'],
    ['100.5', '100', 0.005, 'ok'],
    ['99.5', '100', 0.005, 'ok'],
    ['100.5000000000000000000001', '100', 0.005, 'failed'],
    ['0.3', '0.30000000000000004', 0, 'failed'],
    ['99999999999999999999.99', '99999999999999999999.98', 0, 'failed'],
    ['1e3', '1000', 0, 'ok'],
    ['-5', '5', 0.5, 'failed'],
    ['abc', 'abc', 0, 'ok'],
    [null, '0', 0, 'failed'],
    [null, null, 0, 'ok']
  ])('%s against %s within %d: %s', (left, right, within, state) => expect(against(left, right, within)).toBe(state))

  it('is left where the other has no such partition', () => expect(against('1', null, 0, null)).toBe('skipped'))
})

describe('columns', () => {
  const before = JSON.stringify([
    ['a', 'text'],
    ['b', 'integer'],
    ['c', 'date']
  ])
  it('are those of the partition before, or what became of them is told', () => {
    const columns = JSON.stringify([
      ['b', 'float'],
      ['c', 'date'],
      ['d', 'text']
    ])
    const result = judged({ kind: 'schema' }, { figures: { columns } }, { columnsBefore: before })
    expect(result).toMatchObject({ state: 'failed', reason: 'schema.differs' })
    expect(result.measured).toEqual({ added: 'd (text)', removed: 'a (text)', changed: 'b (integer → float)' })
    expect(judged({ kind: 'schema' }, { figures: { columns: before } }, { columnsBefore: before }).state).toBe('ok')
    expect(judged({ kind: 'schema' }, { figures: { columns: before } }).reason).toBe('schema.first')
  })
})
