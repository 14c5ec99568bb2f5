import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Proof } from '../../../../pipeline/contract'
import { DataGrid, Digest, formatCount, partitionLink } from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { ItemStateWord } from '../shared/StateWord'

type Proved = Proof['partitions'][number]
type Cell = ICellRendererParams<Proved>

/** Per partition: rows and digest before and after, keys that stand more than once, and the inputs. */
export function ProofList({ proof }: { proof: Proof }) {
  const { t } = useTranslation()
  const columns = useMemo(() => proofColumns(t), [t])
  return (
    <div className={`panel ${styles.fill ?? ''}`}>
      <DataGrid<Proved>
        label={t('runs.proof.label')}
        rowData={proof.partitions}
        columnDefs={columns}
        getRowId={({ data }) => `${data.dataset} ${data.dt}`}
      />
    </div>
  )
}

function proofColumns(t: TFunction): ColDef<Proved>[] {
  const count = (field: 'rowsBefore' | 'rowsAfter' | 'duplicateKeys', width: number): ColDef<Proved> => ({
    field,
    headerName: t(`runs.column.${field}`),
    width,
    ...rightAligned,
    valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? formatCount(value) : '–')
  })
  const digest = (field: 'digestBefore' | 'digestAfter'): ColDef<Proved> => ({
    field,
    headerName: t(`runs.column.${field}`),
    width: 150,
    sortable: false,
    cellRenderer: ({ data }: Cell) => <Digest value={data?.[field] ?? null} />
  })
  return [
    { field: 'dataset', headerName: t('runs.column.dataset'), width: 124 },
    {
      field: 'dt',
      headerName: t('runs.column.dt'),
      width: 100,
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
      width: 96,
      valueFormatter: ({ data }) => (data === undefined || data.change === null ? '–' : t(`runs.change.${data.change}`))
    },
    {
      field: 'state',
      headerName: t('runs.column.state'),
      width: 96,
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`backfill.item.${data.state}`)),
      cellRenderer: ({ data }: Cell) => (data === undefined ? null : <ItemStateWord state={data.state} />)
    },
    count('rowsBefore', 92),
    count('rowsAfter', 92),
    {
      ...count('duplicateKeys', 100),
      tooltip: ({ data }) =>
        data === undefined || data.duplicateSample.length === 0
          ? undefined
          : data.duplicateSample.map((key) => Object.values(key).join(' · ')).join('\n')
    },
    digest('digestBefore'),
    digest('digestAfter'),
    {
      headerName: t('runs.column.inputs'),
      minWidth: 140,
      flex: 1,
      valueGetter: ({ data }) => data?.inputs.map(({ name, version }) => `${name} ${shortVersion(version)}`).join(', ') ?? '',
      tooltip: ({ data }) => data?.inputs.map(({ name, version }) => `${name} ${version}`).join('\n')
    }
  ]
}

const shortVersion = (version: string): string => (version.length > 12 ? `…${version.slice(-8)}` : version)
