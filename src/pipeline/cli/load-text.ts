import type { LoadResult } from '../contract'
import { exitCodeOfLoad } from './exit-codes'
import { describeError } from './output'
import { formatTable } from './table'
import type { VerbContext } from './verb'

/** Prints what a load or an undo did and returns its exit code. */
export function showLoad({ out }: VerbContext, result: LoadResult): number {
  out.result(result, loadText(result))
  return exitCodeOfLoad(result)
}

function loadText(result: LoadResult): string {
  const changed = result.partitions.filter(({ change }) => change !== 'unchanged')
  const counts = [
    `${result.rowsRead} rows read`,
    `${result.rowsWritten} in the lake`,
    `${result.rowsQuarantined} in quarantine`,
    `${result.rowsSuperseded} superseded`
  ]
  const lines = [
    `${result.state}: ${counts.join(', ')}`,
    `version ${result.version ?? 'none'}, run ${result.run}, ${changed.length} of ${result.partitions.length} partitions changed`
  ]
  if (changed.length > 0) {
    lines.push(
      formatTable(changed, [
        { title: 'partition', value: ({ dataset, dt }) => (dataset === undefined ? dt : `${dataset} ${dt}`) },
        { title: 'rows', value: ({ rows }) => rows },
        { title: 'change', value: ({ change }) => change },
        { title: 'digest', value: ({ digest }) => digest }
      ])
    )
  }
  for (const { code, column, count } of result.notes)
    lines.push(`note: ${code}${column === null ? '' : ` in ${column}`} (${count})`)
  for (const { dataset, dt } of result.stale ?? []) lines.push(`stale: ${dataset} ${dt}`)
  if (result.error !== undefined) lines.push(describeError(result.error))
  return lines.join('\n')
}
