import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { InputRef, RunRecord } from '../../../../pipeline/contract'
import { CopyAction, DataGrid, EmptyState, formatBytes } from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'

/** What it read: each file by name, size and SHA-256. */
export function InputList({ run }: { run: RunRecord }) {
  const { t } = useTranslation()
  const columns = useMemo(() => inputColumns(t), [t])
  if (run.inputs.length === 0) return <EmptyState sentence={t('runs.inputs.none')} />
  return (
    <div className={`panel ${styles.fill ?? ''}`}>
      <DataGrid<InputRef> label={t('runs.tab.inputs')} rowData={run.inputs} columnDefs={columns} />
    </div>
  )
}

const inputColumns = (t: TFunction): ColDef<InputRef>[] => [
  { field: 'name', headerName: t('runs.inputs.name'), flex: 1, minWidth: 220 },
  {
    field: 'bytes',
    headerName: t('runs.inputs.bytes'),
    width: 110,
    ...rightAligned,
    valueFormatter: ({ data }) => formatBytes(data?.bytes ?? 0)
  },
  { field: 'sha256', headerName: 'SHA-256', width: 220, cellRenderer: Sha }
]

function Sha({ data }: ICellRendererParams<InputRef>) {
  const { t } = useTranslation()
  if (data === undefined || data.sha256 === '') return <span className="muted">–</span>
  return (
    <span className={styles.state}>
      <span className="mono" title={data.sha256}>
        {data.sha256.slice(0, 12)}…
      </span>
      <CopyAction value={data.sha256} label={t('runs.inputs.copy')} />
    </span>
  )
}
