import type { Proof, RunRecord } from '../../contract'
import type { Snapshot } from '../../lake/types'
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
  const own = new Set(runs.map(({ id }) => id))
  const done = runs.filter((run) => run.versionAfter !== null && run.state === 'done')
  const changed = new Map(done.flatMap((run) => changedBy(run).map((dt) => [dt, run.versionAfter ?? 0] as const)))
  if (changed.size === 0) return []
  const oldest = Math.min(...changed.values())
  const found: BuiltOn = []
  for (const { version, runId, partitions } of await table.history()) {
    if (version <= oldest) break
    if (runId !== undefined && own.has(runId)) continue
    const later = partitions.filter(({ dt }) => version > (changed.get(dt) ?? Infinity))
    found.push(...later.map(({ dt }) => ({ run: runId ?? `v${version}`, dataset, dt })))
  }
  const asLeft = await unchangedSince(table, changed, new Set(found.map(({ dt }) => dt)))
  return found.filter(({ dt }) => !asLeft.has(dt))
}

/** Partitions that hold again what they held then: what came between was taken back itself. */
async function unchangedSince(
  table: ReturnType<Services['table']>,
  changed: ReadonlyMap<string, number>,
  dts: ReadonlySet<string>
): Promise<Set<string>> {
  const now = dts.size === 0 ? undefined : await table.snapshot()
  const same = new Set<string>()
  for (const dt of dts) if (namesOf(await table.snapshot(changed.get(dt)), dt) === namesOf(now, dt)) same.add(dt)
  return same
}

const namesOf = (snapshot: Snapshot | undefined, dt: string): string =>
  filesOf(snapshot, dt)
    .map(({ path }) => path)
    .sort()
    .join('\n')

export const changedBy = ({ partitions }: RunRecord): string[] =>
  partitions.filter(({ change }) => change !== 'unchanged').map(({ dt }) => dt)
