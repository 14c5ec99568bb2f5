import { describe, expect, it } from 'vitest'
import type { IncidentSummary } from '../../../../pipeline/contract'
import { worstFirst } from '../../../ui/incidents/worst-first'
import { linesOf, spanText } from './order'

const incident = (dt: string, more: Partial<IncidentSummary> = {}): IncidentSummary => ({
  ...{ id: `prices/${dt}/check/rows`, dataset: 'prices', dt, kind: 'check', subject: 'rows', severity: 'warn', state: 'open' },
  ...{ reason: 'rows.low', measured: {}, firstSeen: '2026-11-20T00:00:00.000Z', lastSeen: '2026-11-20T00:00:00.000Z', seen: 1 },
  ...{ openedAt: '2026-11-20T00:00:00.000Z', failingRows: 0, owner: null, snoozedUntil: null, closedAt: null, closedBy: null },
  ...{ affects: [], run: null },
  ...more
})

describe('incidents', () => {
  it('come worst first: open before put off, blocked before warned, far-reaching before near', () => {
    const sorted = [
      incident('5', { state: 'closed', severity: 'block' }),
      incident('4', { severity: 'info' }),
      incident('3'),
      incident('2', { affects: ['mart'] }),
      incident('1', { severity: 'block' })
    ].sort(worstFirst)
    expect(sorted.map(({ dt }) => dt)).toEqual(['1', '2', '3', '4', '5'])
  })

  it('of one check are one line where they are many, in the place of the worst', () => {
    const storm = ['01', '02', '03', '04', '05'].map((dt) => incident(dt))
    const other = incident('01', { id: 'x', subject: 'nulls' })
    expect(linesOf([other, ...storm]).map((line) => ('group' in line ? line.group.length : line.key))).toEqual(['x', 5])
    expect(linesOf(storm.slice(1))).toHaveLength(4)
    expect(spanText(storm)).toBe('01 … 05')
  })
})
