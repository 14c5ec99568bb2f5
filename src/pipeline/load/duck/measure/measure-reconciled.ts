import type { CheckSpec } from '../../../contract'
import { within } from '../../as-of'
import { textOf } from '../row'
import type { Session } from '../session'
import type { Batch } from './measure-batch'
import { viewGroups } from './measured-rows'

const OTHER = '"penstock other"'

/** The same aggregate of the other dataset, over its partitions of the same period. */
export async function measureReconciled(
  lane: Session,
  { request, groups, found }: Batch,
  check: Extract<CheckSpec, { kind: 'reconcile' }>
): Promise<void> {
  const other = request.others[check.dataset]
  for (const [index, { dt }] of groups.entries()) {
    const at = found[index]?.get(check.id)
    if (at === undefined) continue
    const partitions = other === undefined ? [] : within(other.partitions, dt)
    at.figures['dataset'] = check.dataset
    at.figures['reference'] = partitions.length === 0 ? null : partitions.map((one) => one.dt).join(', ')
    at.figures['right'] = null
    if (other === undefined || partitions.length === 0) continue
    await viewGroups(lane, other.schema, [{ files: partitions.flatMap(({ files }) => files) }], OTHER)
    const [row] = await lane.rows(`SELECT CAST((\n${check.refMeasure ?? check.measure}\n) AS VARCHAR) AS x FROM ${OTHER}`)
    at.figures['right'] = row?.['x'] === null ? null : textOf(row, 'x')
  }
}
