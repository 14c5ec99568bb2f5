import type { RunRecord } from '../../contract'
import type { TableFile, TableSchema } from '../../lake/types'
import type { Services } from '../services'

/** A partition as a run left and as it found it. `schema`: of what it left. */
export interface Contents {
  files: TableFile[]
  filesBefore: TableFile[]
  schema: TableSchema | undefined
}

export const NOTHING: Contents = { files: [], filesBefore: [], schema: undefined }

interface Part {
  run: RunRecord
  partition: { dt: string }
}

interface Wanted {
  version: number
  index: number
  take: keyof Pick<Contents, 'files' | 'filesBefore'>
}

/** The contents of these partitions, in the same order, in one pass over the log of each table. `version.missing`, `cancelled`. */
export async function contentsOf({ table }: Services, parts: readonly Part[], signal: AbortSignal): Promise<Contents[]> {
  const found: Contents[] = parts.map(() => ({ ...NOTHING }))
  const byDataset = Map.groupBy(parts.keys(), (index) => parts[index]?.run.dataset ?? '')
  for (const [dataset, indexes] of byDataset) {
    const wanted = Map.groupBy(
      indexes.flatMap((index) => wantedOf(parts[index], index)),
      ({ version }) => version
    )
    for await (const { version, schema, filesOf } of table(dataset).views([...wanted.keys()], signal)) {
      for (const { index, take } of wanted.get(version) ?? []) {
        const contents = found[index] ?? NOTHING
        const files = filesOf(parts[index]?.partition.dt ?? '')
        found[index] = { ...contents, [take]: files, ...(take === 'files' ? { schema } : {}) }
      }
    }
  }
  return found
}

function wantedOf(part: Part | undefined, index: number): Wanted[] {
  const { versionAfter = null, versionBefore = null } = part?.run ?? {}
  const after = versionAfter ?? versionBefore
  return [
    ...(after === null ? [] : [{ version: after, index, take: 'files' as const }]),
    ...(versionBefore === null ? [] : [{ version: versionBefore, index, take: 'filesBefore' as const }])
  ]
}
