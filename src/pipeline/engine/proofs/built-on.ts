import type { Proof, RunRecord } from '../../contract'
import type { Services } from '../services'

/** Later commits to partitions that these runs changed: they would be lost with an undo. */
export async function builtOn({ table }: Pick<Services, 'table'>, runs: readonly RunRecord[]): Promise<Proof['builtOn']> {
  const own = new Set(runs.map(({ id }) => id))
  const found: Proof['builtOn'] = []
  for (const dataset of new Set(runs.map((run) => run.dataset))) {
    const mine = runs.filter((run) => run.dataset === dataset && run.versionAfter !== null && run.state === 'done')
    const changed = new Map(mine.flatMap((run) => changedBy(run).map((dt) => [dt, run.versionAfter ?? 0] as const)))
    if (changed.size === 0) continue
    const oldest = Math.min(...changed.values())
    for (const { version, runId, partitions } of await table(dataset).history()) {
      if (version <= oldest) break
      if (runId !== undefined && own.has(runId)) continue
      const later = partitions.filter(({ dt }) => version > (changed.get(dt) ?? Infinity))
      found.push(...later.map(({ dt }) => ({ run: runId ?? `v${version}`, dataset, dt })))
    }
  }
  return found
}

export const changedBy = ({ partitions }: RunRecord): string[] =>
  partitions.filter(({ change }) => change !== 'unchanged').map(({ dt }) => dt)
