import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryStatus, PartitionState } from '../../../../../pipeline/contract'
import { errorText, formatCount, StateSymbol } from '../../../../ui'
import { rightAligned } from '../../shared/columns'
import { Instant } from '../../shared/Instant'
import { TablePanel } from '../../shared/TablePanel'
import styles from './deliveries.module.css'

/** Which symbol of a partition's states says the same of a delivery. */
const symbols: Record<DeliveryStatus['state'], PartitionState> = {
  delivered: 'ok',
  behind: 'stale',
  failed: 'failed',
  running: 'running'
}

const severity: Record<DeliveryStatus['state'], number> = { failed: 0, running: 1, behind: 2, delivered: 3 }

/** What needs somebody first, then the newest partitions. */
const inOrder = (a: DeliveryStatus, b: DeliveryStatus): number => severity[a.state] - severity[b.state] || (a.dt < b.dt ? 1 : -1)

export function TargetGrid({ statuses }: { statuses: readonly DeliveryStatus[] }) {
  const { t } = useTranslation()
  const rows = useMemo(() => statuses.toSorted(inOrder), [statuses])
  const columns = useMemo(() => columnsOf(t), [t])
  return (
    <TablePanel<DeliveryStatus>
      label={t('deliveries.targets')}
      rowData={rows}
      columnDefs={columns}
      getRowId={({ data }) => `${data.delivery} ${data.dt}`}
    />
  )
}

type Cell = ICellRendererParams<DeliveryStatus>

function columnsOf(t: TFunction): ColDef<DeliveryStatus>[] {
  return [
    {
      headerName: t('deliveries.table'),
      width: 190,
      tooltip: true,
      valueGetter: ({ data }) => `${data?.connection ?? ''} · ${data?.table ?? ''}`
    },
    { field: 'dt', headerName: t('lake.column.dt'), width: 100, cellClass: 'tabular' },
    { field: 'state', headerName: t('lake.column.state'), width: 110, cellRenderer: StateCell },
    {
      field: 'rows',
      headerName: t('lake.column.rows'),
      width: 96,
      ...rightAligned,
      valueFormatter: ({ data }) => (data === undefined || data.rows === null ? '–' : formatCount(data.rows))
    },
    {
      field: 'version',
      headerName: t('lake.column.version'),
      width: 72,
      ...rightAligned,
      valueFormatter: ({ data }) => (data === undefined || data.version === null ? '–' : `v${data.version}`)
    },
    {
      field: 'at',
      headerName: t('deliveries.at'),
      width: 138,
      cellRenderer: ({ data }: Cell) => <Instant at={data?.at ?? null} />
    },
    {
      headerName: t('deliveries.why'),
      flex: 1,
      minWidth: 160,
      tooltip: true,
      valueGetter: ({ data }) => (data?.error === undefined ? '' : whyText(data.error, t))
    }
  ]
}

function whyText(error: NonNullable<DeliveryStatus['error']>, t: TFunction): string {
  const { title, message } = errorText(error, t)
  return `${title}: ${message}`
}

function StateCell({ data }: Cell) {
  const { t } = useTranslation()
  if (data === undefined) return null
  return (
    <span className={styles.state}>
      <StateSymbol state={symbols[data.state]} />
      {t(`deliveries.state.${data.state}`)}
    </span>
  )
}
