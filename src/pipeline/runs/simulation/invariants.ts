import { isEnd, type Arrival, type Durable } from './durable'

/** Sentences about what must not be; empty where all holds. */
export function violations(durable: Durable): string[] {
  return [
    ...lostIntervals(durable),
    ...publishedTwice(durable),
    ...incompleteHistory(durable),
    ...unexplained(durable),
    ...wrongContent(durable)
  ]
}

/** Every interval that fell due has one tick, and a tick is with a backfill or says why not. */
function lostIntervals({ arrivals, ticks, backfills }: Durable): string[] {
  const counts = new Map<string, number>()
  for (const { dataset, interval } of ticks) counts.set(`${dataset} ${interval}`, (counts.get(`${dataset} ${interval}`) ?? 0) + 1)
  const wrong = arrivals.flatMap(({ dataset, interval }) => {
    const count = counts.get(`${dataset} ${interval}`) ?? 0
    return count === 1 ? [] : [`${dataset} ${interval} fell due ${count} times`]
  })
  const open = ticks.filter(({ state, reason, backfill }) => state === 'due' || (reason === null) === (backfill === null))
  const untold = ticks.flatMap(({ dataset, interval, dt, backfill }) => {
    const plan = backfill === null ? undefined : backfills.get(backfill)?.plan
    const told = plan === undefined || [...plan.items, ...plan.skip].some((one) => one.dataset === dataset && one.dt === dt)
    return told ? [] : [`${dataset} ${interval} is said to be in ${backfill}, which knows nothing of it`]
  })
  return [
    ...wrong,
    ...untold,
    ...givenTwice(backfills),
    ...open.map(({ dataset, interval }) => `${dataset} ${interval} was neither run nor skipped with a reason`)
  ]
}

/** An interval is given to one backfill, whatever engine died when. */
function givenTwice(backfills: Durable['backfills']): string[] {
  const given = [...backfills.values()].flatMap(({ plan, intervals }) => intervals.map((one) => `${plan.selection.name} ${one}`))
  return [...Map.groupBy(given, (one) => one)].flatMap(([one, times]) =>
    times.length === 1 ? [] : [`${one} was given to ${times.length} backfills`]
  )
}

/** A backfill publishes each of its partitions once if it says that it is there, and never else. */
function publishedTwice({ backfills, commits }: Durable): string[] {
  const counts = new Map<string, number>()
  for (const { backfill, dataset, partitions } of commits) {
    for (const { dt } of partitions)
      counts.set(`${backfill} ${dataset} ${dt}`, (counts.get(`${backfill} ${dataset} ${dt}`) ?? 0) + 1)
  }
  return [...backfills.values()].flatMap(({ id, items }) =>
    items.flatMap(({ dataset, dt, state }) => {
      const published = counts.get(`${id} ${dataset} ${dt}`) ?? 0
      const promised = state === 'ok' || state === 'empty' ? 1 : 0
      return published === promised ? [] : [`${id} says ${state} of ${dataset} ${dt}, which it published ${published} times`]
    })
  )
}

/** Every attempt and every commit has its run, and every run has ended. */
function incompleteHistory({ runs, commits, backfills }: Durable): string[] {
  const open = [...runs.values()].filter(({ state }) => state === 'running').map(({ id }) => `${id} never ended`)
  const named = [
    ...commits.map(({ run }) => run),
    ...[...backfills.values()].flatMap(({ items }) => items.flatMap(({ attempts }) => attempts))
  ]
  return [...open, ...named.filter((run) => !runs.has(run)).map((run) => `${run} is not in the history`)]
}

/** What was planned happened, or says why it did not; and nothing else did. */
function unexplained({ backfills }: Durable): string[] {
  return [...backfills.values()].flatMap(({ id, plan, items, state }) => {
    const planned = [...plan.items, ...(plan.options.follow ? plan.follows : [])].map(({ dataset, dt }) => `${dataset} ${dt}`)
    const done = items.map(({ dataset, dt }) => `${dataset} ${dt}`)
    const same = planned.join() === done.join() ? [] : [`${id} did not do what was planned`]
    const silent = items.filter((item) => item.state !== 'ok' && item.state !== 'empty' && item.error === undefined)
    const ended = isEnd(state) ? [] : [`${id} is ${state}`]
    return [...same, ...ended, ...silent.map(({ dataset, dt, state: at }) => `${id} does not say why ${dataset} ${dt} is ${at}`)]
  })
}

/** The lake holds what was sent, and what is made of it. */
function wrongContent({ arrivals, commits }: Durable): string[] {
  const held = new Map<string, number>()
  for (const { dataset, partitions } of commits) for (const { dt, rows } of partitions) held.set(`${dataset} ${dt}`, rows)
  const expected = expectedRows(arrivals)
  return [...expected].flatMap(([partition, rows]) => {
    const found = held.get(partition)
    return found === rows ? [] : [`${partition} holds ${found ?? 'nothing'}, not ${rows}`]
  })
}

function expectedRows(arrivals: readonly Arrival[]): Map<string, number> {
  const rows = new Map<string, number>()
  const add = (partition: string, count: number): unknown => rows.set(partition, (rows.get(partition) ?? 0) + count)
  let before = 0
  for (const { dataset, dt, rows: count } of arrivals) {
    add(`${dataset} ${dt}`, count)
    if (dataset !== 'prices') continue
    // The mart reads a day and the trading day before it; the report reads the mart and the prices of the day.
    add(`mart ${dt}`, count + before)
    add(`report ${dt}`, count + before + count)
    before = count
  }
  return rows
}
