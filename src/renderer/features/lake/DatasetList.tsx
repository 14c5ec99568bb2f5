import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCall } from '../../bridge'
import { ErrorPanel, PageHeader, TableSkeleton } from '../../ui'

/** All datasets of the workspace by name. */
export function DatasetList() {
  const { t } = useTranslation()
  const { value: datasets = [], error, slow, reload } = useCall('datasets.list', {}, { follow: '*' })
  return (
    <>
      <PageHeader title={t('lake.title')} />
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton /> : null}
      <ul>
        {datasets.map(({ name }) => (
          <li key={name}>
            <Link to={`/lake/${encodeURIComponent(name)}`}>{name}</Link>
          </li>
        ))}
      </ul>
    </>
  )
}
