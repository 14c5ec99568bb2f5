import { emptyIntervals } from '../../states'
import type { TableFile } from '../../../lake/types'
import type { Durable } from '../durable'
import type { Arrival } from '../sources'

/** What is not there once all that was missing, failed or stale has been made. */
export function holes(durable: Durable): string[] {
  const { lake, sources } = durable
  const files = held(durable)
  const empty = emptyIntervals(lake.snapshot('ticks'))
  return sources.arrivals.flatMap(({ dataset, interval, dt }) => {
    const file = files.get(`${dataset} ${dt}`)
    const there = dataset === 'prices' ? file !== undefined : file?.intervals?.[interval] !== undefined || empty.has(interval)
    const made = dataset !== 'prices' || (files.has(`mart ${dt}`) && files.has(`report ${dt}`))
    return there && made ? [] : [`${dataset} ${interval} is not there in the end`]
  })
}

/** The lake holds what was sent last, and what is made of it. */
export function wrongContents(durable: Durable): string[] {
  const files = held(durable)
  return [...expectedRows(durable.sources.arrivals)].flatMap(([partition, rows]) => {
    const found = files.get(partition)?.rows
    return found === rows ? [] : [`${partition} holds ${found ?? 'nothing'}, not ${rows}`]
  })
}

/** By replaying what each commit changed. */
function held({ lake }: Durable): Map<string, TableFile> {
  const files = new Map<string, TableFile>()
  for (const { dataset, changed } of lake.entries)
    for (const [dt, file] of changed) {
      if (file === undefined) files.delete(`${dataset} ${dt}`)
      else files.set(`${dataset} ${dt}`, file)
    }
  return files
}

function expectedRows(arrivals: readonly Arrival[]): Map<string, number> {
  const newest = new Map(arrivals.map((arrival) => [`${arrival.dataset} ${arrival.interval}`, arrival]))
  const sent = [...newest.values()].sort((a, b) => (a.interval < b.interval ? -1 : 1))
  const rows = new Map<string, number>()
  const add = (partition: string, count: number): unknown => rows.set(partition, (rows.get(partition) ?? 0) + count)
  let before = 0
  for (const { dataset, dt, rows: count } of sent) {
    add(`${dataset} ${dt}`, count)
    if (dataset !== 'prices') continue
    // The mart reads a day and the trading day before it; the report reads the mart and the prices of the day.
    add(`mart ${dt}`, count + before)
    add(`report ${dt}`, count + before + count)
    before = count
  }
  return rows
}
