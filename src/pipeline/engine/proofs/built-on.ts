import type { Proof, RunRecord } from '../../contract'
import { changesSince, isAsThen, leftBy } from '../../runs/undo'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'

type BuiltOn = Proof['builtOn']

/** Later commits to partitions that these runs changed: they would be lost with an undo. */
export async function builtOn({ table }: Pick<Services, 'table'>, runs: readonly RunRecord[]): Promise<BuiltOn> {
  const found: BuiltOn = []
  for (const dataset of new Set(runs.map((run) => run.dataset))) {
    const own = runs.filter((run) => run.dataset === dataset)
    found.push(...(await laterChanges(table(dataset), dataset, own)))
  }
  return found
}

async function laterChanges(table: ReturnType<Services['table']>, dataset: string, runs: readonly RunRecord[]): Promise<BuiltOn> {
  const left = leftBy(runs)
  if (left.size === 0) return []
  const found = changesSince(await table.history(), left, new Set(runs.map(({ id }) => id)))
  const asLeft = await unchangedSince(table, left, new Set(found.map(({ dt }) => dt)))
  return found.filter(({ dt }) => !asLeft.has(dt)).map(({ run, dt }) => ({ run, dataset, dt }))
}

/** In one pass over the log: those of the partitions that hold what the runs left. */
async function unchangedSince(
  table: ReturnType<Services['table']>,
  left: ReadonlyMap<string, number>,
  dts: ReadonlySet<string>
): Promise<Set<string>> {
  const now = dts.size === 0 ? undefined : await table.snapshot()
  const byVersion = Map.groupBy(dts, (dt) => left.get(dt) ?? 0)
  const same = new Set<string>()
  for await (const view of table.views([...byVersion.keys()])) {
    for (const dt of byVersion.get(view.version) ?? []) if (isAsThen(view.filesOf(dt), filesOf(now, dt))) same.add(dt)
  }
  return same
}
