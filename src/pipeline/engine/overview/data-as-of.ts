import { dateIn } from '../../calendar'
import type { OverviewRow } from '../../contract'

type Row = Pick<OverviewRow, 'zone'> & { strip: readonly Pick<OverviewRow['strip'][number], 'id' | 'state' | 'expectedBy'>[] }

/** The newest date of which every dataset that is awaited by date has its data; a month is there up to its last day. */
export function dataAsOf(rows: readonly Row[]): string | null {
  const awaited = rows.filter(({ strip }) => strip.some(({ expectedBy }) => expectedBy !== null))
  const newest = awaited.map(({ strip, zone }) => {
    const there = strip.findLast(({ state }) => state === 'ok' || state === 'stale')
    return there === undefined ? '' : lastDay(there.id, zone)
  })
  const oldest = newest.sort()[0]
  return oldest === undefined || oldest === '' ? null : oldest
}

/** Hours and minutes are named in UTC; their date is that of the dataset's own zone. */
function lastDay(interval: string, zone: string): string {
  if (interval.length > 'YYYY-MM-DD'.length) return dateIn(zone, Date.parse(interval))
  if (interval.length === 'YYYY-MM-DD'.length) return interval
  const [year = 0, month = 0] = interval.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
