import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { planWhy, type BackfillPlan, type PlanItem } from '../../../../pipeline/contract'
import { DataGrid, formatBytes, formatCount, formatDuration, partitionLink } from '../../../ui'
import sheet from '../backfill.module.css'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { planRows, type PlanRow } from './plan-rows'
import { runReason } from './reason'

/** Every selected partition with what becomes of it and why, and those that follow. */
export function PlanList({ plan }: { plan: BackfillPlan }) {
  const { t } = useTranslation()
  const rows = useMemo(() => planRows(plan), [plan])
  const several = plan.follows.length > 0
  const columns = useMemo(() => planColumns(t, several), [t, several])
  return (
    <DataGrid<PlanRow>
      label={t('backfill.list.label')}
      rowData={rows}
      columnDefs={columns}
      getRowId={({ data }) => data.id}
      emptyText={t('backfill.list.none')}
    />
  )
}

type Cell = ICellRendererParams<PlanRow>

function planColumns(t: TFunction, several: boolean): ColDef<PlanRow>[] {
  const figure = (
    field: 'rowsNow' | 'readBytes' | 'writeRows' | 'writeBytes' | 'seconds',
    width: number,
    format: (value: number) => string
  ): ColDef<PlanRow> => ({
    field,
    headerName: t(`backfill.list.${field}`),
    width,
    ...rightAligned,
    valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? format(value) : '–')
  })
  const dataset: ColDef<PlanRow> = {
    field: 'dataset',
    headerName: t('backfill.dataset'),
    width: 128,
    tooltip: ({ data }) => data?.dataset
  }
  return [
    {
      field: 'place',
      headerName: t('backfill.list.place'),
      width: 46,
      ...rightAligned,
      valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? String(value) : '')
    },
    {
      colId: 'does',
      headerName: t('backfill.list.does'),
      minWidth: several ? 196 : 240,
      flex: 1,
      tooltip: ({ data }) => (data === undefined ? undefined : hintOf(t, data)),
      valueGetter: ({ data }) => (data === undefined ? '' : wordsOf(t, data)),
      cellRenderer: ({ data }: Cell) =>
        data === undefined ? null : (
          <span className={data.does === 'skip' ? 'muted' : ''}>
            <span className={data.does === 'skip' ? '' : 'strong'}>{t(`backfill.does.${data.does}`)}</span> · {reasonOf(t, data)}
            {data.unfiled ? <span className={sheet.beware}> · {t('backfill.beware.noFile')}</span> : null}
          </span>
        )
    },
    ...(several ? [dataset] : []),
    {
      field: 'dt',
      headerName: t('backfill.list.dt'),
      width: 98,
      cellRenderer: ({ data }: Cell) =>
        data === undefined ? null : (
          <Link className={`${styles.link ?? ''} tabular`} to={partitionLink(data.dataset, data.dt)}>
            {data.dt}
          </Link>
        )
    },
    figure('rowsNow', 84, formatCount),
    figure('readBytes', 76, formatBytes),
    figure('seconds', 72, (seconds) => formatDuration(seconds * 1_000)),
    figure('writeBytes', 76, formatBytes),
    figure('writeRows', 84, formatCount)
  ]
}

/** As it is copied and sorted. */
const wordsOf = (t: TFunction, row: PlanRow): string =>
  [t(`backfill.does.${row.does}`), reasonOf(t, row), ...(row.unfiled ? [t('backfill.beware.noFile')] : [])].join(' · ')

/** Of what is skipped also which input it lacks, or what blocks it. */
const hintOf = (t: TFunction, row: PlanRow): string =>
  row.does === 'skip' && row.detail !== undefined ? `${wordsOf(t, row)}\n${row.detail}` : wordsOf(t, row)

function reasonOf(t: TFunction, { does, why, state, detail }: PlanRow): string {
  if (does === 'follow') return t('backfill.because', { what: detail ?? '' })
  return does === 'run' && isRunWhy(why) ? runReason(t, { why, state }) : t(`backfill.why.${why}`)
}

const isRunWhy = (why: PlanRow['why']): why is PlanItem['why'] => planWhy.safeParse(why).success
