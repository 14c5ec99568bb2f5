import { backfillEnds } from '../../../contract'
import type { Durable, SimBackfill } from '../durable'
import type { Entry } from '../lake'

/** What was shown and planned happened, or says why it did not; and nothing else did. */
export function unexplained({ backfills, lake }: Durable): string[] {
  return [...backfills.values()].flatMap((backfill) => {
    const { id, plan, items, state, shown } = backfill
    const planned = [...plan.items, ...(plan.options.follow ? plan.follows : [])].map(({ dataset, dt }) => `${dataset} ${dt}`)
    const same = planned.join() === items.map(({ dataset, dt }) => `${dataset} ${dt}`).join()
    const silent = items.filter(
      (item) => item.state !== 'ok' && item.state !== 'empty' && item.error === undefined && state !== 'discarded'
    )
    return [
      ...(same ? [] : [`${id} did not do what was planned`]),
      ...(backfillEnds.includes(state) ? [] : [`${id} is ${state}`]),
      ...(shown === undefined || shown === plan.hash ? [] : [`${id} ran another plan than was shown`]),
      ...silent.map(({ dataset, dt, state: at }) => `${id} does not say why ${dataset} ${dt} is ${at}`),
      ...otherSource(backfill, lake.entries)
    ]
  })
}

/** What a person started is read from the files that were planned. */
function otherSource({ id, trigger, files }: SimBackfill, entries: readonly Entry[]): string[] {
  if (trigger !== 'person') return []
  const planned = new Map(files.map(({ dt, bytes }) => [dt, bytes]))
  const read = entries.filter(({ backfill, dataset }) => backfill === id && dataset === 'prices')
  return read.flatMap(({ changed }) =>
    [...changed]
      .filter(([dt, file]) => (file?.rows ?? 0) !== (planned.get(dt) ?? 0))
      .map(([dt]) => `${id} read another source than was planned for prices ${dt}`)
  )
}
