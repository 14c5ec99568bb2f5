import type { Durable, SimBackfill } from '../durable'
import { END } from '../sources'

/** Every interval that fell due has its tick, which is with a backfill or says why not, and is given again only where its source was late. */
export function lostIntervals(durable: Durable): string[] {
  const ticks = new Map(durable.ticks().map((tick) => [`${tick.dataset} ${tick.interval}`, tick]))
  const names = new Set(durable.sources.arrivals.map(({ dataset, interval }) => `${dataset} ${interval}`))
  const lost = [...names].filter((name) => !ticks.has(name)).map((name) => `${name} fell due 0 times`)
  const open = durable
    .ticks()
    .filter(({ state, reason, backfill }) => state === 'due' || (state === 'run' ? backfill === null : reason === null))
    .map(({ dataset, interval }) => `${dataset} ${interval} was neither run nor skipped with a reason`)
  return [...lost, ...open, ...untold(durable), ...givenTwice(durable)]
}

/** A backfill knows of each interval that it was given. */
function untold(durable: Durable): string[] {
  return durable.ticks().flatMap(({ dataset, interval, backfill }) => {
    if (backfill === null) return []
    const plan = durable.backfills.get(backfill)?.plan
    const told = plan?.selection.interval === interval && plan.items.length + plan.skip.length > 0
    return told ? [] : [`${dataset} ${interval} is said to be in ${backfill}, which knows nothing of it`]
  })
}

/** Each interval is given to one backfill, whatever engine died when; to another one only after the source had no row for the first. */
function givenTwice({ backfills }: Durable): string[] {
  const given = [...backfills.values()].filter(({ trigger }) => trigger === 'schedule')
  const groups = Map.groupBy(given, ({ dataset, plan }) => `${dataset} ${plan.selection.interval ?? ''}`)
  return [...groups].flatMap(([interval, runs]) => {
    const early = runs.slice(0, -1).filter((run) => !hadNoRow(run))
    return early.length === 0 ? [] : [`${interval} was given to ${runs.length} backfills: ${runs.map(({ id }) => id).join()}`]
  })
}

const hadNoRow = ({ items, dataset }: SimBackfill): boolean =>
  items.some((item) => item.dataset === dataset && item.error?.code === 'check.empty')

/** What came late is there, or was asked for after it had come: before anybody makes what is missing by hand. */
export function notAskedAgain(durable: Durable): string[] {
  const ever = new Set(
    durable.lake.entries.flatMap(({ dataset, changed }) => [...changed.keys()].map((dt) => `${dataset} ${dt}`))
  )
  const sent = new Map(
    durable.sources.arrivals.filter(({ at }) => at < END).map(({ dataset, interval, dt }) => [`${dataset} ${interval}`, dt])
  )
  return durable.ticks().flatMap(({ dataset, interval, backfill }) => {
    const dt = sent.get(`${dataset} ${interval}`)
    const run = durable.backfills.get(backfill ?? '')
    if (dt === undefined || run === undefined || !hadNoRow(run) || ever.has(`${dataset} ${dt}`)) return []
    return [`${dataset} ${interval} was late and was not asked for again`]
  })
}
