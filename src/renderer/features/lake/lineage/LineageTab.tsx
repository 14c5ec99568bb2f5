import { useTranslation } from 'react-i18next'
import { useCall } from '../../../bridge'
import { EmptyState, ErrorPanel, TableSkeleton } from '../../../ui'
import { lineageOf } from './layout'
import { LineageGraph } from './LineageGraph'

/** Where a dataset comes from and what is made of it: collect, lake, warehouse, mart. */
export function LineageTab({ name }: { name: string }) {
  const { t } = useTranslation()
  const { value, error, slow, reload } = useCall('graph.get', {}, { follow: '*' })
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton rows={6} /> : null
  const lineage = lineageOf(value, name)
  const problem = lineage.nodes.find(({ node }) => node.id === name)?.node.error
  return (
    <>
      {problem === undefined ? null : <ErrorPanel error={problem} />}
      {lineage.nodes.length < 2 ? (
        <EmptyState sentence={t('lake.lineage.none')} />
      ) : (
        <LineageGraph lineage={lineage} name={name} />
      )}
    </>
  )
}
