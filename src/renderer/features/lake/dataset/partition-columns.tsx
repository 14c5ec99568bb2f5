import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { Partition } from '../../../../pipeline/contract'
import { Digest, errorText, formatBytes, formatCount, StateLabel } from '../../../ui'
import { heldShare } from '../grid/cell-words'
import { barShare, type Peers } from '../grid/peers'
import styles from '../shared/cells.module.css'
import { rightAligned } from '../shared/columns'
import { Instant } from '../shared/Instant'
import { partitionPath } from '../shared/paths'
import { staleReason } from '../shared/stale-reason'

type Cell = ICellRendererParams<Partition>

/** What is known of each partition (`explained`: why as well, in the place of its schema): state, size, when and by which version it was written, and its content digest. */
export function partitionColumns(t: TFunction, name: string, peers: Peers, explained: boolean): ColDef<Partition>[] {
  const count = ({ value }: { value: number | null | undefined }): string => (typeof value === 'number' ? formatCount(value) : '')
  return [
    {
      field: 'state',
      headerName: t('lake.column.state'),
      width: 144,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`state.${data.state}`)),
      cellRenderer: ({ data }: Cell) => (data === undefined ? null : <PartitionState partition={data} />)
    },
    {
      field: 'dt',
      headerName: t('lake.column.dt'),
      width: 104,
      cellRenderer: ({ data }: Cell) =>
        data === undefined ? null : (
          <Link className={`${styles.link ?? ''} tabular`} to={partitionPath(name, data.dt)}>
            {data.dt}
          </Link>
        )
    },
    {
      field: 'rows',
      headerName: t('lake.column.rows'),
      width: 106,
      ...rightAligned,
      valueFormatter: count,
      cellRenderer: ({ data }: Cell) => (data === undefined ? null : <RowsBar rows={data.rows} peers={peers} />)
    },
    {
      field: 'bytes',
      headerName: t('lake.column.bytes'),
      width: 84,
      ...rightAligned,
      valueFormatter: ({ data }) => formatBytes(data?.bytes ?? 0)
    },
    { field: 'files', headerName: t('lake.column.files'), width: 56, ...rightAligned, valueFormatter: count },
    { field: 'quarantined', headerName: t('lake.column.quarantined'), width: 92, ...rightAligned, valueFormatter: count },
    ...(explained ? [whyColumn(t)] : []),
    {
      field: 'writtenAt',
      headerName: t('lake.column.writtenAt'),
      width: 134,
      cellRenderer: ({ data }: Cell) => <Instant at={data?.writtenAt ?? null} />
    },
    {
      field: 'version',
      headerName: t('lake.column.version'),
      width: 66,
      ...rightAligned,
      valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? `v${value}` : '–')
    },
    ...(explained ? [] : [schemaColumn(t)]),
    {
      field: 'digest',
      headerName: t('lake.column.digest'),
      flex: 1,
      minWidth: 140,
      sortable: false,
      cellRenderer: ({ data }: Cell) => <Digest value={data?.digest ?? null} />
    }
  ]
}

const schemaColumn = (t: TFunction): ColDef<Partition> => ({
  field: 'schemaId',
  headerName: t('lake.column.schemaId'),
  width: 80,
  cellClass: 'mono',
  valueFormatter: ({ data }) => data?.schemaId?.slice(0, 8) ?? '–'
})

const whyColumn = (t: TFunction): ColDef<Partition> => ({
  colId: 'why',
  headerName: t('lake.column.why'),
  flex: 1,
  minWidth: 110,
  tooltip: true,
  valueGetter: ({ data }) => (data === undefined ? '' : whyText(data, t))
})

/** What its state alone does not say: why it is stale, failed or refused, and that it may still change. */
export function whyText(partition: Partition, t: TFunction): string {
  const { error, provisional } = partition
  const parts = [
    staleReason(partition, t),
    error === undefined ? null : errorText(error, t).title,
    provisional ? t('lake.grid.provisional') : null
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** A partial one says of how many intervals it holds how many. */
function PartitionState({ partition }: { partition: Partition }) {
  const { state, held, expected } = partition
  return (
    <span className={styles.stateWithShare}>
      <StateLabel state={state} share={heldShare(partition)} />
      {state === 'partial' && held !== null && expected !== null ? (
        <span className="tabular muted">{`${held}/${expected}`}</span>
      ) : null}
    </span>
  )
}

function RowsBar({ rows, peers }: { rows: number; peers: Peers }) {
  return (
    <span className={styles.bar}>
      <i aria-hidden="true">
        <i style={{ width: `${barShare(rows, peers) * 100}%` }} />
      </i>
      <span className="tabular" style={{ minWidth: 60, textAlign: 'right' }}>
        {formatCount(rows)}
      </span>
    </span>
  )
}
