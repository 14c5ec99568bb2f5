import type { DatasetDetail } from '../../../../../pipeline/contract'
import { useCall } from '../../../../bridge'

/** Names of a dataset's columns: as its newest partition has them, since a derived one need not declare any. */
export function useColumns({ spec, summary }: DatasetDetail): string[] {
  const { value } = useCall('lake.partition', summary.lastDt === null ? null : { name: spec.name, dt: summary.lastDt })
  const stored = value?.columns.map(({ name }) => name) ?? []
  return stored.length > 0 ? stored : spec.columns.map(({ name }) => name)
}
