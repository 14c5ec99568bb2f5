import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { BackfillSummary } from '../../../../pipeline/contract'
import { useBackfillChanges, useCall } from '../../../bridge'
import {
  DataGrid,
  EmptyState,
  ErrorPanel,
  formatCount,
  formatDuration,
  Instant,
  startedBackfillLink,
  TableSkeleton
} from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { starterOf } from '../shared/starter'
import { BackfillStateWord } from '../shared/StateWord'
import { useCalm } from './use-calm'
import type { Filtering } from './use-filter'

/** How many are listed; older ones are found by the runs that they consist of. */
const LISTED = 200

/** Backfills with how they ended, newest first; Enter opens one. */
export function BackfillTable({ filtering }: { filtering: Filtering }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const name = filtering.get('dataset')
  const again = useCalm(useBackfillChanges('*'))
  const asked = { limit: LISTED, ...(name === '' ? {} : { name }) }
  const { value, error, slow, reload } = useCall('backfills.list', asked, { again })
  const columns = useMemo(() => backfillColumns(t), [t])
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton rows={14} /> : null
  if (value.length === 0) return <EmptyState sentence={t('runs.backfills.none')} />
  return (
    <>
      <div className={`panel ${styles.fill ?? ''}`}>
        <DataGrid<BackfillSummary>
          label={t('runs.backfills.label')}
          rowData={value}
          columnDefs={columns}
          getRowId={({ data }) => data.id}
          onCellKeyDown={({ event, data }) => {
            if (event instanceof KeyboardEvent && event.key === 'Enter' && data !== undefined)
              void navigate(startedBackfillLink(data.id))
          }}
        />
      </div>
      <div className="muted tabular" role="status">
        {t(value.length === LISTED ? 'runs.backfills.newest' : 'runs.backfills.count', {
          count: value.length,
          value: formatCount(value.length)
        })}
      </div>
    </>
  )
}

type Cell = ICellRendererParams<BackfillSummary>

function backfillColumns(t: TFunction): ColDef<BackfillSummary>[] {
  const figure = (name: 'changed' | 'failed'): ColDef<BackfillSummary> => ({
    field: name,
    headerName: t(`runs.column.${name}`),
    width: name === 'changed' ? 78 : 62,
    ...rightAligned,
    valueFormatter: ({ data }) => (data === undefined || isIdle(data, name) ? '–' : formatCount(data[name]))
  })
  return [
    {
      field: 'state',
      headerName: t('runs.column.state'),
      width: 162,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`backfill.state.${data.state}`)),
      cellRenderer: ({ data }: Cell) => (data === undefined ? null : <BackfillStateWord state={data.state} />)
    },
    {
      field: 'startedAt',
      headerName: t('runs.column.startedAt'),
      width: 134,
      cellRenderer: ({ data }: Cell) =>
        data === undefined ? null : (
          <Link className={styles.link} to={startedBackfillLink(data.id)}>
            <Instant at={data.startedAt} />
          </Link>
        )
    },
    { field: 'dataset', headerName: t('runs.column.dataset'), minWidth: 120, flex: 1, tooltip: ({ data }) => data?.dataset },
    {
      headerName: t('runs.column.partitions'),
      width: 182,
      cellClass: 'tabular',
      valueGetter: ({ data }) => (data === undefined ? '' : spanOf(data))
    },
    {
      headerName: t('backfill.progress.finished'),
      width: 82,
      ...rightAligned,
      valueGetter: ({ data }) => (data === undefined ? '' : `${formatCount(data.finished)}/${formatCount(data.total)}`)
    },
    figure('changed'),
    figure('failed'),
    {
      headerName: t('runs.column.seconds'),
      width: 80,
      ...rightAligned,
      valueGetter: ({ data }) => (data === undefined ? '' : tookOf(data))
    },
    {
      headerName: t('runs.column.startedBy'),
      width: 104,
      valueGetter: ({ data }) => (data === undefined ? '' : starterOf(t, data))
    }
  ]
}

/** What waits for a review or was thrown away has changed nothing; no failure is not worth a number. */
const isIdle = ({ state, failed }: BackfillSummary, name: 'changed' | 'failed'): boolean =>
  name === 'failed' ? failed === 0 : state === 'staged' || state === 'discarded'

const spanOf = ({ from, to }: BackfillSummary): string => (from === null ? '–' : from === to ? from : `${from} … ${to ?? ''}`)

const tookOf = ({ startedAt, finishedAt }: BackfillSummary): string =>
  finishedAt === null ? '–' : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))
