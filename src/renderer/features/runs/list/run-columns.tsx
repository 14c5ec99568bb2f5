import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { RunSummary } from '../../../../pipeline/contract'
import { formatBytes, formatCount, formatDuration, Instant, runLink, startedBackfillLink } from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { starterOf } from '../shared/starter'
import { RunStateWord } from '../shared/StateWord'

type Cell = ICellRendererParams<RunSummary>

/** What every run is told by, without opening it. */
export function runColumns(t: TFunction): ColDef<RunSummary>[] {
  return [
    {
      field: 'state',
      headerName: t('runs.column.state'),
      width: 104,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`runs.state.${data.state}`)),
      cellRenderer: ({ data }: Cell) => (data === undefined ? null : <RunStateWord state={data.state} />)
    },
    {
      field: 'startedAt',
      headerName: t('runs.column.startedAt'),
      width: 134,
      cellRenderer: ({ data }: Cell) =>
        data === undefined ? null : (
          <Link className={styles.link} to={runLink(data.id)}>
            <Instant at={data.startedAt} />
          </Link>
        )
    },
    { field: 'dataset', headerName: t('runs.column.dataset'), width: 136 },
    {
      field: 'kind',
      headerName: t('runs.column.kind'),
      width: 80,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`runs.kind.${data.kind}`))
    },
    {
      headerName: t('runs.column.partitions'),
      width: 206,
      valueGetter: ({ data }) => (data === undefined ? '' : spanOf(data)),
      cellClass: 'tabular'
    },
    count(t, 'changed', 62),
    count(t, 'rowsWritten', 80),
    {
      field: 'seconds',
      headerName: t('runs.column.seconds'),
      width: 88,
      ...rightAligned,
      tooltip: ({ data }) => (data?.outlier === true ? t('runs.outlier') : undefined),
      valueFormatter: ({ data }) =>
        data === undefined || data.seconds === null ? '–' : `${formatDuration(data.seconds * 1_000)}${data.outlier ? ' ▲' : ''}`
    },
    {
      headerName: t('runs.column.startedBy'),
      width: 110,
      valueGetter: ({ data }) => (data === undefined ? '' : starterOf(t, data)),
      cellRenderer: ({ data, value }: ICellRendererParams<RunSummary, string>) =>
        data === undefined || data.backfill === null ? (
          value
        ) : (
          <Link className={styles.link} to={startedBackfillLink(data.backfill)}>
            {value}
          </Link>
        )
    },
    {
      headerName: t('runs.column.error'),
      flex: 1,
      minWidth: 110,
      tooltip: ({ data }) => data?.error?.message,
      valueGetter: ({ data }) => data?.error?.message ?? ''
    },
    { field: 'attempt', headerName: t('runs.column.attempt'), width: 66, ...rightAligned },
    {
      field: 'bytesWritten',
      headerName: t('runs.column.bytesWritten'),
      width: 92,
      ...rightAligned,
      valueFormatter: ({ data }) => (data === undefined ? '' : formatBytes(data.bytesWritten))
    }
  ]
}

const count = (t: TFunction, field: 'changed' | 'rowsWritten', width: number): ColDef<RunSummary> => ({
  field,
  headerName: t(`runs.column.${field}`),
  width,
  ...rightAligned,
  valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? formatCount(value) : '')
})

function spanOf({ from, to, touched }: RunSummary): string {
  if (from === null) return '–'
  if (from === to) return from
  return `${from} … ${to ?? ''}${touched === 0 ? '' : ` (${formatCount(touched)})`}`
}
