import type { RunRecord } from '../../contract'
import type { Commit, TableFile } from '../../lake/types'
import { changedBy } from './attempts'

/** Partitions that runs of one dataset changed, and the version as which they left each. */
export const leftBy = (runs: readonly RunRecord[]): Map<string, number> =>
  new Map(
    runs
      .filter(({ versionAfter, state }) => versionAfter !== null && state === 'done')
      .flatMap((run) => changedBy(run).map((dt) => [dt, run.versionAfter ?? 0] as const))
  )

/** Changes of others to these partitions since then. `history`: newest first. */
export function changesSince(
  history: readonly Commit[],
  left: ReadonlyMap<string, number>,
  own: ReadonlySet<string>
): { run: string; dt: string }[] {
  const oldest = Math.min(...left.values())
  return history
    .filter(({ version, runId }) => version > oldest && (runId === undefined || !own.has(runId)))
    .flatMap(({ version, runId, partitions }) =>
      partitions.filter(({ dt }) => version > (left.get(dt) ?? Infinity)).map(({ dt }) => ({ run: runId ?? `v${version}`, dt }))
    )
}

/** Whether a partition holds the same files: what came between was taken back itself. */
export const isAsThen = (then: readonly TableFile[], now: readonly TableFile[]): boolean => namesOf(then) === namesOf(now)

const namesOf = (files: readonly TableFile[]): string =>
  files
    .map(({ path }) => path)
    .sort()
    .join('\n')
