import type { Overview, OverviewRow, Standstill } from '../../contract'
import { ask } from '../client'
import { clockText } from '../clock-text'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { stretchText, timeText } from '../times'
import type { Verb } from '../verb'

export const overview: Verb = {
  name: 'overview',
  summary: 'Says what is there and what needs somebody, worst first.',
  positionals: [],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const now = await ask(client, 'overview.get', {})
      context.out.result(now, textOf(now))
      return exitCodes.done
    })
}

const textOf = (overview: Overview): string =>
  [
    sentence(overview),
    ...clockText(overview.clockJump, Intl.DateTimeFormat().resolvedOptions().timeZone),
    '',
    tableOf(overview.rows)
  ].join('\n')

function sentence({ rows, needing, dataAsOf }: Overview): string {
  const need =
    needing === 0 ? `None of ${rows.length} datasets needs anybody` : `${needing} of ${rows.length} datasets need somebody`
  const missing = rows.reduce((sum, row) => sum + row.missing, 0)
  const gaps = missing === 0 ? '' : `, with ${missing} ${missing === 1 ? 'partition' : 'partitions'} missing`
  return dataAsOf === null ? `${need}.` : `${need}. Data as of ${dataAsOf}${gaps}.`
}

/** What is known of a dataset besides its state: what stands in its way, what waits for somebody, what somebody has written. */
function aboutIt({ error, standstill, note }: OverviewRow): string | null {
  const waits = standstill === undefined ? undefined : `backfill ${standstill.backfill} ${waiting[standstill.why]}`
  const known = [error?.message, waits, note?.text].filter((text) => text !== undefined && text !== '')
  return known.length === 0 ? null : known.join(' · ')
}
const waiting: Record<Standstill['why'], string> = {
  interrupted: 'is interrupted',
  paused: 'is paused',
  review: 'waits to be published or thrown away',
  space: 'waits for disk space',
  quota: 'waits for the next day of a quota'
}

const tableOf = (rows: readonly OverviewRow[]): string =>
  formatTable(rows, [
    { title: 'dataset', value: ({ dataset }) => dataset },
    { title: 'state', value: ({ state, attention }) => (attention ? `${state} !` : state) },
    { title: 'interval', value: ({ current }) => current?.id ?? null },
    { title: 'expected by', value: ({ current, zone }) => onClock(current?.expectedBy ?? null, zone) },
    { title: 'late', value: ({ current }) => lateText(current?.lateMinutes ?? null) },
    { title: 'rows', value: ({ rowsLast }) => rowsLast },
    { title: 'usually', value: ({ rowsMedian }) => (rowsMedian === null ? null : Math.round(rowsMedian)) },
    { title: 'missing', value: ({ missing }) => missing },
    { title: 'failed', value: ({ failed }) => failed },
    { title: 'stale', value: ({ stale }) => stale },
    { title: 'affects', value: ({ affects }) => affects.join(', ') },
    { title: 'note', value: aboutIt }
  ])

const onClock = (at: string | null, zone: string): string | null => (at === null ? null : timeText(at, zone))
const lateText = (minutes: number | null): string | null => (minutes === null ? null : stretchText(minutes))
