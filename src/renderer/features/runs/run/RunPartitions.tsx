import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { RunRecord } from '../../../../pipeline/contract'
import { DataGrid, Digest, EmptyState, formatCount, partitionLink } from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'

type Touched = RunRecord['partitions'][number]
type Cell = ICellRendererParams<Touched>

/** What the run did to each partition; Enter opens it. */
export function RunPartitions({ run }: { run: RunRecord }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const columns = useMemo(() => touchedColumns(t, run.dataset), [t, run.dataset])
  if (run.partitions.length === 0)
    return <EmptyState sentence={t(run.state === 'running' ? 'runs.noPartitionsYet' : 'runs.noPartitions')} />
  return (
    <div className={`panel ${styles.fill ?? ''}`}>
      <DataGrid<Touched>
        label={t('runs.tab.partitions')}
        rowData={run.partitions}
        columnDefs={columns}
        getRowId={({ data }) => data.dt}
        onCellKeyDown={({ event, data }) => {
          if (event instanceof KeyboardEvent && event.key === 'Enter' && data !== undefined)
            void navigate(partitionLink(run.dataset, data.dt))
        }}
      />
    </div>
  )
}

function touchedColumns(t: TFunction, dataset: string): ColDef<Touched>[] {
  const digest = (field: 'digestBefore' | 'digestAfter'): ColDef<Touched> => ({
    field,
    headerName: t(`runs.column.${field}`),
    flex: 1,
    minWidth: 156,
    sortable: false,
    cellRenderer: ({ data }: Cell) => <Digest value={data?.[field] ?? null} />
  })
  return [
    {
      field: 'dt',
      headerName: t('runs.column.dt'),
      width: 110,
      cellRenderer: ({ data }: Cell) =>
        data === undefined ? null : (
          <Link className={`${styles.link ?? ''} tabular`} to={partitionLink(dataset, data.dt)}>
            {data.dt}
          </Link>
        )
    },
    {
      field: 'change',
      headerName: t('runs.column.change'),
      width: 120,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`runs.change.${data.change}`))
    },
    {
      field: 'rows',
      headerName: t('runs.column.rows'),
      width: 120,
      ...rightAligned,
      valueFormatter: ({ data }) => formatCount(data?.rows ?? 0)
    },
    digest('digestBefore'),
    digest('digestAfter')
  ]
}
