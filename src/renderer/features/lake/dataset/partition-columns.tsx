import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { Link } from 'react-router'
import type { Partition } from '../../../../pipeline/contract'
import { Digest, formatBytes, formatCount, StateLabel } from '../../../ui'
import { barShare, type Peers } from '../grid/peers'
import styles from '../lake.module.css'
import { rightAligned } from '../shared/columns'
import { Instant } from '../shared/Instant'
import { partitionPath } from '../shared/paths'

type Cell = ICellRendererParams<Partition>

/** What is known of each partition: state, size, when and by which version it was written, and its content digest. */
export function partitionColumns(t: TFunction, name: string, peers: Peers): ColDef<Partition>[] {
  const count = ({ value }: { value: number | null | undefined }): string => (typeof value === 'number' ? formatCount(value) : '')
  return [
    {
      field: 'state',
      headerName: t('lake.column.state'),
      width: 92,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`state.${data.state}`)),
      cellRenderer: ({ data }: Cell) => (data === undefined ? null : <StateLabel state={data.state} />)
    },
    {
      field: 'dt',
      headerName: t('lake.column.dt'),
      width: 100,
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
      width: 128,
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
    { field: 'files', headerName: t('lake.column.files'), width: 60, ...rightAligned, valueFormatter: count },
    { field: 'quarantined', headerName: t('lake.column.quarantined'), width: 92, ...rightAligned, valueFormatter: count },
    {
      field: 'writtenAt',
      headerName: t('lake.column.writtenAt'),
      width: 140,
      cellRenderer: ({ data }: Cell) => <Instant at={data?.writtenAt ?? null} />
    },
    {
      field: 'version',
      headerName: t('lake.column.version'),
      width: 72,
      ...rightAligned,
      valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? `v${value}` : '–')
    },
    {
      field: 'schemaId',
      headerName: t('lake.column.schemaId'),
      width: 80,
      cellClass: 'mono',
      valueFormatter: ({ data }) => data?.schemaId?.slice(0, 8) ?? '–'
    },
    {
      field: 'digest',
      headerName: t('lake.column.digest'),
      flex: 1,
      minWidth: 150,
      sortable: false,
      cellRenderer: ({ data }: Cell) => <Digest value={data?.digest ?? null} />
    }
  ]
}

function RowsBar({ rows, peers }: { rows: number; peers: Peers }) {
  return (
    <span className={styles.bar}>
      <i aria-hidden="true">
        <i style={{ width: `${barShare(rows, peers) * 100}%` }} />
      </i>
      <span className="tabular" style={{ minWidth: 72, textAlign: 'right' }}>
        {formatCount(rows)}
      </span>
    </span>
  )
}
