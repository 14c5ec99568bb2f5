import { AppError } from '../../lib/errors'
import type { MadeUnit } from '../units'
import { tell } from './backfills'
import { commitMade } from './commit'
import type { SimStaged } from './durable'
import { dataOf, failure, type Live, type Process } from './process'
import { begun, wentWrong } from './run-records'

/** Publishes what was staged, inputs before what is made from them, in one commit for each dataset. */
export function publishStaged(process: Process, live: Live): void {
  const { durable } = process
  const { id } = live.record
  const units = durable.staged.get(id) ?? []
  const published = publishedBefore(process, id)
  try {
    for (const dataset of new Set(live.record.items.map((item) => item.dataset))) {
      const own = units.filter((unit) => unit.dataset === dataset && !published.has(dataset))
      const waiting = live.record.items.some((item) => item.dataset === dataset && item.state === 'staged')
      if (own.length > 0 && waiting) publishDataset(process, live, dataset, own)
      tell(process, live, { kind: 'published', dataset })
    }
    process.witness.count('published')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    tell(process, live, { kind: 'publish-failed', error: dataOf(error) })
  }
}

/** Datasets that an earlier engine published before it ended. */
function publishedBefore({ durable, chaos }: Process, backfill: string): Set<string> {
  if (chaos.lacks('publish-again')) return new Set()
  const runs = [...durable.runs.values()].filter(
    (run) => run.backfill === backfill && run.kind === 'publish' && run.state === 'done'
  )
  return new Set(runs.map(({ dataset }) => dataset))
}

function publishDataset(process: Process, live: Live, dataset: string, units: readonly SimStaged[]): void {
  const { durable, chaos } = process
  const { id, trigger } = live.record
  const run = begun(process, { id: process.newId('r'), dataset, kind: 'publish', backfill: id, attempt: 1, trigger })
  durable.putRun(run, [])
  chaos.mayCrash()
  const wrong = chaos.failure()
  if (wrong !== undefined) {
    durable.putRun(wentWrong(run, failure(wrong)), [])
    throw failure(wrong)
  }
  commitMade(process, run, together(units, durable.lake.snapshot(dataset)), 'PUBLISH')
  if (chaos.lacks('publish-untold') && chaos.failure() !== undefined) throw failure('disk.full')
}

const together = (units: readonly SimStaged[], base: MadeUnit['base']): Pick<MadeUnit, 'base' | 'staged' | 'markers'> => {
  const [first] = units
  if (first === undefined) throw failure('internal')
  const partitions = units.flatMap(({ staged }) => staged.partitions)
  return { base, staged: { ...first.staged, partitions }, markers: new Map(units.flatMap(({ markers }) => [...markers])) }
}

/** What was staged is thrown away; nothing of it was ever in the lake. */
export function throwAway(process: Process, live: Live): void {
  tell(process, live, { kind: 'discard' })
  process.witness.count('discarded')
}
