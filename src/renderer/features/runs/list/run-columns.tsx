import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { RunSummary } from '../../../../pipeline/contract'
import { formatBytes, formatCount, formatDuration, Instant, runLink, startedBackfillLink } from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { errorWords } from '../shared/error-words'
import { starterOf } from '../shared/starter'
import { RunStateWord } from '../shared/StateWord'
import { runStateOf } from '../shared/symbols'

type Cell = ICellRendererParams<RunSummary>

/** What every run is told by, without opening it. */
export function runColumns(t: TFunction): ColDef<RunSummary>[] {
  return [
    {
      field: 'state',
      headerName: t('runs.column.state'),
      width: 98,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`runs.state.${runStateOf(data)}`)),
      cellRenderer: ({ data }: Cell) => (data === undefined ? null : <RunStateWord run={data} />)
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
    { field: 'dataset', headerName: t('runs.column.dataset'), minWidth: 124, flex: 1, tooltip: ({ data }) => data?.dataset },
    {
      field: 'kind',
      headerName: t('runs.column.kind'),
      width: 70,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`runs.kind.${data.kind}`))
    },
    {
      headerName: t('runs.column.partitions'),
      width: 150,
      tooltip: ({ data }) => (data === undefined ? undefined : spanOf(data)),
      valueGetter: ({ data }) => (data === undefined ? '' : shortSpan(data)),
      cellClass: 'tabular'
    },
    {
      field: 'changed',
      headerName: t('runs.column.changed'),
      width: 78,
      ...rightAligned,
      tooltip: ({ data }) => (data === undefined ? undefined : changedHint(t, data)),
      valueFormatter: ({ data }) => (data === undefined ? '' : changedWords(data))
    },
    {
      field: 'rowsWritten',
      headerName: t('runs.column.rowsWritten'),
      width: 90,
      ...rightAligned,
      valueFormatter: ({ data }) => (data === undefined ? '' : formatCount(data.rowsWritten))
    },
    {
      field: 'seconds',
      headerName: t('runs.column.seconds'),
      width: 88,
      ...rightAligned,
      tooltip: ({ data }) => (data?.outlier === true ? t('runs.outlier') : undefined),
      valueFormatter: ({ data }) =>
        data === undefined
          ? ''
          : data.seconds === null
            ? '–'
            : `${data.outlier ? '▲ ' : ''}${formatDuration(data.seconds * 1_000)}`
    },
    {
      headerName: t('runs.column.error'),
      flex: 3,
      minWidth: 100,
      tooltip: ({ data }) => errorWords(t, data?.error) || undefined,
      valueGetter: ({ data }) => errorWords(t, data?.error)
    },
    {
      headerName: t('runs.column.startedBy'),
      width: 84,
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

function spanOf({ from, to }: RunSummary): string {
  if (from === null) return '–'
  return from === to ? from : `${from} … ${to ?? ''}`
}

/** Within one year the second date goes without it: `2023-08-01 … 08-10`. */
function shortSpan(run: RunSummary): string {
  const { from, to } = run
  if (from === null || to === null || from === to || from.length < 10 || from.slice(0, 5) !== to.slice(0, 5)) return spanOf(run)
  return `${from} … ${to.slice(5)}`
}

/** Of the partitions that it touched, how many are another than before; what was only staged is not in the lake. */
function changedWords({ staged, changed, touched }: RunSummary): string {
  if (staged === true) return '–'
  return touched > 1 ? `${formatCount(changed)}/${formatCount(touched)}` : formatCount(changed)
}

function changedHint(t: TFunction, { staged, changed, touched }: RunSummary): string {
  if (staged === true) return t('runs.stagedNothing')
  return t('runs.changedOf', { value: formatCount(changed), all: formatCount(touched) })
}
