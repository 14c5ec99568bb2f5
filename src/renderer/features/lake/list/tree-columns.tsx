import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { formatBytes, formatCount, StateLabel } from '../../../ui'
import { rightAligned } from '../shared/columns'
import { Instant } from '../shared/Instant'
import { StateCounts } from '../shared/StateCounts'
import { NameCell } from './NameCell'
import { RecentStates } from './RecentStates'
import { compareTree, type TreeRow } from './tree'

type Cell = ICellRendererParams<TreeRow>

const sortedBy = (by: (row: TreeRow) => number | string | null): Pick<ColDef<TreeRow>, 'comparator'> => ({
  comparator: (_left, _right, left, right, descending) =>
    left.data === undefined || right.data === undefined ? 0 : compareTree(left.data, right.data, by, descending)
})

/** Columns of the tree; figures are those of the log, summed upwards. */
export function treeColumns(t: TFunction): ColDef<TreeRow>[] {
  const figure = (
    field: 'rows' | 'bytes' | 'files',
    headerName: string,
    width: number,
    format: (value: number) => string
  ): ColDef<TreeRow> => ({
    field,
    headerName,
    width,
    ...rightAligned,
    valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? format(value) : ''),
    ...sortedBy((row) => row[field])
  })
  return [
    { headerName: t('lake.column.name'), colId: 'name', flex: 3, minWidth: 240, cellRenderer: NameCell, ...sortedBy(nameOf) },
    { headerName: t('lake.column.states'), colId: 'states', flex: 1, minWidth: 150, sortable: false, cellRenderer: StatesCell },
    { headerName: t('lake.column.recent'), colId: 'recent', width: 104, sortable: false, cellRenderer: RecentCell },
    {
      headerName: t('lake.column.range'),
      colId: 'range',
      flex: 1,
      minWidth: 184,
      cellClass: 'tabular',
      valueGetter: ({ data }) => (data === undefined ? '' : rangeOf(data)),
      ...sortedBy(rangeOf)
    },
    figure('rows', t('lake.column.rows'), 84, formatCount),
    figure('bytes', t('lake.column.bytes'), 78, formatBytes),
    figure('files', t('lake.column.files'), 52, formatCount),
    {
      headerName: t('lake.column.writtenAt'),
      field: 'writtenAt',
      width: 136,
      cellRenderer: ({ data }: Cell) => <Instant at={data?.writtenAt ?? null} />,
      ...sortedBy((row) => row.writtenAt)
    }
  ]
}

function nameOf(row: TreeRow): string {
  if (row.kind === 'lake') return ''
  return row.kind === 'dataset' ? row.dataset.name : row.partition.dt
}

export function rangeOf(row: TreeRow): string {
  if (row.kind !== 'dataset') return ''
  const { firstDt, lastDt } = row.dataset
  if (firstDt === null || lastDt === null || firstDt === 'all') return ''
  return firstDt === lastDt ? firstDt : `${firstDt}…${lastDt}`
}

function StatesCell({ data }: Cell) {
  if (data === undefined) return null
  if (data.kind === 'partition') return <StateLabel state={data.partition.state} />
  return <StateCounts states={data.kind === 'lake' ? data.states : data.dataset.states} />
}

function RecentCell({ data }: Cell) {
  return data?.kind === 'dataset' && data.dataset.grain !== null ? <RecentStates name={data.dataset.name} /> : null
}
