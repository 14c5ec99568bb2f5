import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { Backfill, BackfillItem } from '../../../../pipeline/contract'
import { DataGrid, Digest, formatCount, partitionLink, runLink } from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { errorWords } from '../shared/error-words'
import { itemWord } from '../shared/item-word'
import { ItemStateWord } from '../shared/StateWord'
import { isInLake } from './in-flight'

/** Each partition in its named state, with what it held before and holds now; Enter opens its last attempt. */
export function ItemList({ backfill }: { backfill: Backfill }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const thrown = backfill.state === 'discarded'
  const several = backfill.items.some(({ dataset }) => dataset !== backfill.dataset)
  const columns = useMemo(() => itemColumns(t, { thrown, several }), [t, thrown, several])
  return (
    <div className={`panel ${styles.fill ?? ''}`}>
      <DataGrid<BackfillItem>
        label={t('backfill.items')}
        rowData={backfill.items}
        columnDefs={columns}
        getRowId={({ data }) => `${data.dataset} ${data.dt}`}
        onCellKeyDown={({ event, data }) => {
          const last = data?.attempts.at(-1)
          if (event instanceof KeyboardEvent && event.key === 'Enter' && last !== undefined) void navigate(runLink(last))
        }}
      />
    </div>
  )
}

type Cell = ICellRendererParams<BackfillItem>

function itemColumns(t: TFunction, { thrown, several }: { thrown: boolean; several: boolean }): ColDef<BackfillItem>[] {
  return [
    {
      field: 'state',
      headerName: t('runs.column.state'),
      width: 120,
      valueFormatter: ({ data }) => (data === undefined ? '' : itemWord(t, data.state, thrown)),
      cellRenderer: ({ data }: Cell) => (data === undefined ? null : <ItemStateWord state={data.state} thrown={thrown} />)
    },
    ...(several ? [datasetColumn(t)] : []),
    {
      field: 'dt',
      headerName: t('runs.column.dt'),
      width: 104,
      cellRenderer: ({ data }: Cell) =>
        data === undefined ? null : (
          <Link className={`${styles.link ?? ''} tabular`} to={partitionLink(data.dataset, data.dt)}>
            {data.dt}
          </Link>
        )
    },
    {
      field: 'change',
      headerName: t('runs.column.change'),
      width: 100,
      valueFormatter: ({ data }) =>
        data === undefined || data.change === null || !isMade(data) ? '–' : t(`runs.change.${data.change}`)
    },
    {
      headerName: t('runs.column.attempts'),
      width: 76,
      ...rightAligned,
      valueGetter: ({ data }) => data?.attempts.length ?? 0,
      cellRenderer: ({ data }: Cell) => {
        const last = data?.attempts.at(-1)
        return last === undefined ? (
          '–'
        ) : (
          <Link className={styles.link} to={runLink(last)} aria-label={t('runs.openLast')}>
            {data?.attempts.length}
          </Link>
        )
      }
    },
    {
      headerName: t('runs.column.error'),
      minWidth: 140,
      flex: 1,
      tooltip: ({ data }) => data?.error?.message,
      valueGetter: ({ data }) => errorWords(t, data?.error)
    },
    rows(t, 'rowsBefore', ({ rowsBefore }) => rowsBefore),
    rows(t, 'rowsAfter', (item) => (isMade(item) ? item.rowsAfter : null)),
    digest(t, 'digestBefore', ({ digestBefore }) => digestBefore),
    digest(t, 'digestAfter', (item) => (isMade(item) ? item.digestAfter : null))
  ]
}

const datasetColumn = (t: TFunction): ColDef<BackfillItem> => ({
  field: 'dataset',
  headerName: t('runs.column.dataset'),
  width: 140,
  tooltip: ({ data }) => data?.dataset
})

/** In the lake, or waiting to be: of what was cancelled or thrown away nothing is left. */
const isMade = (item: BackfillItem): boolean => isInLake(item) || item.state === 'staged'

type RowsColumn = 'rowsBefore' | 'rowsAfter'
const rows = (t: TFunction, name: RowsColumn, of: (item: BackfillItem) => number | null): ColDef<BackfillItem> => ({
  colId: name,
  headerName: t(`runs.column.${name}`),
  width: 92,
  ...rightAligned,
  valueGetter: ({ data }) => (data === undefined ? null : of(data)),
  valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? formatCount(value) : '–')
})

type DigestColumn = 'digestBefore' | 'digestAfter'
const digest = (t: TFunction, name: DigestColumn, of: (item: BackfillItem) => string | null): ColDef<BackfillItem> => ({
  colId: name,
  headerName: t(`runs.column.${name}`),
  width: 142,
  sortable: false,
  cellRenderer: ({ data }: Cell) => <Digest value={data === undefined ? null : of(data)} />
})
