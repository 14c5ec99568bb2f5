import { backfillEnds } from '../../../contract'
import type { Durable } from '../durable'

/** What is staged is not in the lake, nothing in the lake is made of it, and nothing of it is left when its backfill has ended. */
export function visibleStaged({ runs, lake, staged, backfills }: Durable): string[] {
  const early = lake.entries
    .filter(({ run }) => runs.get(run)?.staged === true)
    .map(({ run, dataset }) => `${run} was to be staged and is in the lake: ${dataset}`)
  const left = [...staged]
    .filter(([id, units]) => units.length > 0 && backfillEnds.includes(backfills.get(id)?.state ?? 'done'))
    .map(([id]) => `${id} has staged rows and has ended`)
  return [...early, ...left, ...madeOfOthers({ lake })]
}

function madeOfOthers({ lake }: Pick<Durable, 'lake'>): string[] {
  const seen = new Set<string>()
  return lake.entries.flatMap(({ run, dataset, operation, changed }) => {
    const wrong =
      operation === 'UNDO' ? [] : [...changed].filter(([, file]) => file?.madeFrom?.some((from) => isUnseen(seen, from)))
    for (const [dt, file] of changed) seen.add(`${dataset} ${dt} ${file?.digest ?? ''}`)
    return wrong.map(([dt]) => `${dataset} ${dt} of ${run} is made of rows that are not in the lake`)
  })
}

const isUnseen = (
  seen: ReadonlySet<string>,
  { dataset, dt, digest }: { dataset: string; dt: string; digest: string | undefined }
): boolean => digest !== undefined && !seen.has(`${dataset} ${dt} ${digest}`)
