import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useCall } from '../../../bridge'
import { EmptyState, ErrorPanel, PageHeader, TableSkeleton } from '../../../ui'
import styles from '../lake.module.css'
import { datasetPath, partitionPath } from '../shared/paths'
import { TablePanel } from '../shared/TablePanel'
import { treeColumns } from './tree-columns'
import { treeRows, type TreeRow } from './tree'
import { useUnfolded } from './use-unfolded'

/** All datasets of the workspace with what lies in each, and the lake's sum on top. */
export function LakeScreen() {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const { value: datasets, error, slow, reload } = useCall('datasets.list', {}, { follow: '*' })
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('lake.title')}
        actions={
          <>
            <TextInput
              w={220}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
              placeholder={t('lake.list.search')}
              aria-label={t('lake.list.search')}
              leftSection={<IconSearch size={14} />}
            />
            <AddButton />
          </>
        }
      />
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton /> : null}
      {datasets?.length === 0 ? (
        <EmptyState sentence={t('lake.list.none')} action={<AddButton />} sample={t('lake.list.sample')} />
      ) : null}
      {datasets !== undefined && datasets.length > 0 ? <Tree datasets={datasets} query={query} /> : null}
    </div>
  )
}

function AddButton() {
  const { t } = useTranslation()
  return (
    <Button component={Link} to="/add">
      {t('lake.list.add')}
    </Button>
  )
}

function Tree({ datasets, query }: { datasets: Parameters<typeof treeRows>[0]; query: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { unfolded, toggle } = useUnfolded(datasets)
  const rows = useMemo(() => treeRows(datasets, unfolded, query), [datasets, unfolded, query])
  const columns = useMemo(() => treeColumns(t), [t])
  const open = (row: TreeRow | undefined): void => {
    if (row?.kind === 'dataset') void navigate(datasetPath(row.dataset.name))
    if (row?.kind === 'partition') void navigate(partitionPath(row.dataset.name, row.partition.dt))
  }
  return (
    <TablePanel<TreeRow>
      label={t('lake.list.label')}
      rowData={rows}
      columnDefs={columns}
      context={{ toggle }}
      getRowId={({ data }) => data.id}
      emptyText={t('lake.list.nothingFound')}
      onCellKeyDown={({ event, data }) => {
        if (event instanceof KeyboardEvent && event.key === 'Enter') open(data)
      }}
    />
  )
}
