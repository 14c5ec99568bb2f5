import { describe, expect, it } from 'vitest'
import type { BackfillItem, ErrorData } from '../../../../pipeline/contract'
import { hasChanged } from './in-flight'
import { countStates, troublesOf } from './outcome'

const late: ErrorData = { code: 'check.empty', message: 'no row for 2026-04', retriable: true }
const item = (dt: string, state: BackfillItem['state'], error?: ErrorData): BackfillItem => ({
  ...{ dataset: 'a', dt, unit: 0, state, attempts: [], rowsBefore: 0, rowsAfter: null, digestBefore: null, digestAfter: null },
  ...{ change: null },
  ...(error === undefined ? {} : { error })
})

describe('how a backfill went', () => {
  const items = [
    item('2026-03', 'ok'),
    item('2026-04', 'refused', late),
    item('2026-05', 'refused', late),
    item('2026-06', 'skipped', { ...late, message: 'not made, because 2026-04 was refused' }),
    item('2026-07', 'ok')
  ]

  it('counts every partition once', () => {
    expect(countStates(items)).toEqual([
      { state: 'ok', count: 2 },
      { state: 'refused', count: 2 },
      { state: 'skipped', count: 1 }
    ])
  })

  it('takes errors that differ in the name of the partition alone for one', () => {
    const failing = ['2026-03', '2026-04'].map((dt) => item(dt, 'failed', { ...late, message: `a ${dt}: no such column` }))
    expect(troublesOf(failing).map(({ items: of }) => of.length)).toEqual([2])
  })

  it('tells each error once, and not what only follows from it', () => {
    const troubles = troublesOf(items)
    expect(troubles.map(({ error, items: of }) => [error.message, of.map(({ dt }) => dt)])).toEqual([
      ['no row for 2026-04', ['2026-04', '2026-05']]
    ])
  })

  it('does not call changed what was thrown away or still waits', () => {
    const of = (state: BackfillItem['state']): boolean => hasChanged({ ...item('2026-03', state), change: 'replaced' })
    expect([of('ok'), of('empty'), of('staged'), of('cancelled')]).toEqual([true, true, false, false])
  })
})
