import { Button } from '@mantine/core'
import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TableVersion } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { EmptyState, ErrorPanel, formatCount, TableSkeleton } from '../../../ui'
import { rightAligned } from '../shared/columns'
import { Instant } from '../shared/Instant'
import { operationKey } from '../shared/operation-key'
import { TablePanel } from '../shared/TablePanel'
import { undoCommit, type UndoPlan } from '../shared/undo-plan'

interface Context {
  name: string
  onUndo: (plan: UndoPlan) => void
}

/** Every commit of the table, newest first, with what it changed; each can be taken back while nothing later touched the same partitions. */
export function HistoryTab({ name, onUndo }: Context) {
  const { t } = useTranslation()
  const { value, error, slow, reload } = useCall('lake.history', { name, limit: 1000 }, { follow: name })
  const columns = useMemo(() => historyColumns(t), [t])
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton /> : null
  if (value.length === 0) return <EmptyState sentence={t('lake.dataset.nothingLoaded')} />
  return (
    <TablePanel<TableVersion>
      label={t('lake.tab.history')}
      rowData={value}
      columnDefs={columns}
      context={{ name, onUndo }}
      getRowId={({ data }) => String(data.version)}
    />
  )
}

type Cell = ICellRendererParams<TableVersion, unknown, Context>

const rowsChange = (commit: TableVersion): number =>
  commit.partitions.reduce((sum, { rowsBefore, rowsAfter }) => sum + rowsAfter - rowsBefore, 0)

const signed = (count: number): string => (count === 0 ? '0' : `${count < 0 ? '−' : '+'}${formatCount(Math.abs(count))}`)

function partitionsText({ partitions }: TableVersion): string {
  const dts = partitions.map(({ dt }) => dt).sort()
  const [first, last] = [dts[0], dts.at(-1)]
  if (first === undefined || last === undefined) return '–'
  return first === last ? first : `${first} … ${last} (${formatCount(dts.length)})`
}

function historyColumns(t: TFunction): ColDef<TableVersion>[] {
  return [
    {
      field: 'version',
      headerName: t('lake.column.version'),
      width: 66,
      ...rightAligned,
      valueFormatter: ({ data }) => `v${data?.version ?? ''}`
    },
    {
      field: 'committedAt',
      headerName: t('lake.history.at'),
      width: 138,
      cellRenderer: ({ data }: Cell) => <Instant at={data?.committedAt ?? null} />
    },
    {
      field: 'operation',
      headerName: t('lake.history.operation'),
      width: 84,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`lake.operation.${operationKey(data.operation)}`))
    },
    {
      headerName: t('lake.history.partitions'),
      width: 196,
      cellClass: 'tabular',
      valueGetter: ({ data }) => (data === undefined ? '' : partitionsText(data))
    },
    {
      headerName: t('lake.history.rows'),
      width: 100,
      ...rightAligned,
      valueGetter: ({ data }) => (data === undefined ? 0 : rowsChange(data)),
      valueFormatter: ({ value }: { value: number | null | undefined }) => signed(value ?? 0)
    },
    { field: 'startedBy', headerName: t('lake.history.by'), width: 90, valueFormatter: ({ data }) => data?.startedBy ?? '–' },
    {
      field: 'runId',
      headerName: t('lake.history.run'),
      width: 124,
      cellClass: 'mono',
      tooltip: true,
      valueFormatter: ({ data }) => data?.runId ?? '–'
    },
    {
      field: 'engine',
      headerName: t('lake.history.engine'),
      flex: 1,
      minWidth: 110,
      valueFormatter: ({ data }) => data?.engine ?? '–'
    },
    { headerName: '', colId: 'undo', width: 92, sortable: false, resizable: false, cellRenderer: UndoCell }
  ]
}

function UndoCell({ data, context }: Cell) {
  const { t } = useTranslation()
  const plan = data === undefined ? undefined : undoCommit(context.name, data)
  if (plan === undefined) return null
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => context.onUndo(plan)}>
      {t('lake.history.undo')}
    </Button>
  )
}
