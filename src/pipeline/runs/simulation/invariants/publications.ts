import type { Durable } from '../durable'

/** A backfill publishes each of its partitions once if it says that it is there and changed, and never else; nothing that is done is made again. */
export function publishedTwice({ backfills, lake }: Durable): string[] {
  const counts = new Map<string, number>()
  for (const { backfill, dataset, changed } of lake.entries.filter(({ backfill: id }) => id !== null)) {
    for (const dt of changed.keys()) {
      const key = `${backfill ?? ''} ${dataset} ${dt}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const wrong = [...backfills.values()].flatMap(({ id, items }) =>
    items.flatMap(({ dataset, dt, state, change }) => {
      const published = counts.get(`${id} ${dataset} ${dt}`) ?? 0
      const promised = (state === 'ok' || state === 'empty') && change !== 'unchanged' ? 1 : 0
      return published === promised ? [] : [`${id} says ${state} of ${dataset} ${dt}, which it published ${published} times`]
    })
  )
  return [...wrong, ...madeAgain({ backfills, lake })]
}

function madeAgain({ backfills, lake }: Pick<Durable, 'backfills' | 'lake'>): string[] {
  const committed = new Set(
    lake.entries.flatMap(({ run, dataset, changed }) => [...changed.keys()].map((dt) => `${run} ${dataset} ${dt}`))
  )
  return [...backfills.values()].flatMap(({ id, items }) =>
    items.flatMap(({ dataset, dt, attempts }) =>
      attempts
        .slice(0, -1)
        .filter((run) => committed.has(`${run} ${dataset} ${dt}`))
        .map((run) => `${dataset} ${dt} of ${id} was made again after ${run} had committed it`)
    )
  )
}
