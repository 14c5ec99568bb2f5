import type { Overview, OverviewRow } from '../../contract'
import type { TradingCalendar } from '../../calendar'
import { toInstant } from '../../lib/clock'
import type { DatasetEntry } from '../dataset-files'
import { worldNow } from '../facts/world'
import { isPaused } from '../schedule/paused'
import { lastJump } from '../schedule/skew'
import type { Services } from '../services'
import { dataAsOf } from './data-as-of'
import { failedWholeLoad } from './failed-load'
import { overviewRow, rankOf } from './row'
import { sessionNow } from './sessions'
import { standstills } from './standstill'

/** What the morning screen says, as of now. */
export async function overviewNow(services: Services): Promise<Overview> {
  const [world, entries] = await Promise.all([worldNow(services, { sources: false }), services.datasets.list()])
  await services.incidents.log.wake()
  const incidents = services.state.incidents.openByDataset()
  const standing = standstills(services)
  const rows = [...world.facts.values()].map((facts) => {
    const { name } = facts.spec
    return overviewRow(facts, {
      world,
      note: services.state.notes.get(name),
      paused: isPaused(services, facts.spec),
      standstill: standing.get(name),
      incidents: incidents.get(name),
      failedLoad: failedWholeLoad(services.state.runs, name, [...facts.partitions.keys()])
    })
  })
  const unreadable = entries.flatMap((entry) => ('error' in entry ? [broken(entry, incidents.get(entry.name)?.open ?? 0)] : []))
  const sorted = [...unreadable, ...rows.sort(byAttention)]
  const calendars = new Map(
    [...world.facts.values()].flatMap(({ calendar }) => (calendar === undefined ? [] : [named(calendar)]))
  )
  const clockJump = lastJump(services)
  return {
    now: toInstant(world.now),
    ...(clockJump === undefined ? {} : { clockJump }),
    rows: sorted,
    needing: sorted.filter(({ attention }) => attention).length,
    dataAsOf: dataAsOf(rows),
    sessions: [...calendars.values()].map((calendar) => sessionNow(calendar, world.now))
  }
}

const named = (calendar: TradingCalendar): [string, TradingCalendar] => [calendar.file.id, calendar]

/** Those that need somebody first, the worst of them before the others; then by name. */
function byAttention(left: OverviewRow, right: OverviewRow): number {
  if (left.attention !== right.attention) return left.attention ? -1 : 1
  const byState = rankOf(right.state) - rankOf(left.state)
  if (byState !== 0) return byState
  return left.dataset < right.dataset ? -1 : 1
}

/** A dataset whose file cannot be used needs somebody, too. */
function broken({ name, error }: Extract<DatasetEntry, { error: unknown }>, incidents: number): OverviewRow {
  return {
    ...{ dataset: name, simulated: false, owner: null, state: 'failed', attention: true, current: null, strip: [], error },
    ...{ rowsLast: null, rowsMedian: null, missing: 0, failed: 0, stale: 0, affects: [], note: null, nextAt: null },
    ...{ calendar: null, zone: 'UTC', incidents }
  }
}
