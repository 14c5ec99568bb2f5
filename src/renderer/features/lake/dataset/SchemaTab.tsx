import { Text } from '@mantine/core'
import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DatasetDetail } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { ErrorPanel, formatShare, TableSkeleton } from '../../../ui'
import styles from '../shared/cells.module.css'
import { rightAligned } from '../shared/columns'
import { TablePanel } from '../shared/TablePanel'
import { schemaRows, type SchemaRow } from './schema-rows'

/** Columns with type, role, and what the newest partition holds of each. */
export function SchemaTab({ detail }: { detail: DatasetDetail }) {
  const { t } = useTranslation()
  const { name } = detail.spec
  const { lastDt } = detail.summary
  const newest = useCall('lake.partition', lastDt === null ? null : { name, dt: lastDt }, { follow: name })
  const rows = useMemo(() => schemaRows(detail.spec, newest.value), [detail.spec, newest.value])
  const columns = useMemo(() => schemaColumns(t), [t])
  if (newest.error !== undefined) return <ErrorPanel error={newest.error} onRetry={newest.reload} />
  if (newest.loading) return newest.slow ? <TableSkeleton /> : null
  return (
    <>
      {lastDt === null || lastDt === 'all' ? null : (
        <Text mb="sm" c="dimmed">
          {t('lake.schema.of', { dt: lastDt })}
        </Text>
      )}
      <TablePanel<SchemaRow>
        label={t('lake.tab.schema')}
        rowData={rows}
        columnDefs={columns}
        getRowId={({ data }) => data.name}
      />
    </>
  )
}

function schemaColumns(t: TFunction): ColDef<SchemaRow>[] {
  const text = (field: keyof SchemaRow, headerName: string, width: number): ColDef<SchemaRow> => ({
    field,
    headerName,
    width,
    tooltip: true
  })
  return [
    { ...text('name', t('lake.schema.name'), 150), cellRenderer: ColumnName },
    { ...text('type', t('lake.schema.type'), 124), cellClass: 'mono' },
    { ...text('unit', t('lake.schema.unit'), 60) },
    {
      headerName: t('lake.schema.nullable'),
      width: 80,
      valueGetter: ({ data }) => t(data?.nullable === true ? 'lake.schema.yes' : 'lake.schema.no')
    },
    {
      ...text('nullShare', t('lake.schema.nulls'), 62),
      ...rightAligned,
      valueFormatter: ({ data }) => (data === undefined || data.nullShare === null ? '–' : formatShare(data.nullShare))
    },
    { ...text('min', t('lake.schema.min'), 112), cellClass: 'tabular' },
    { ...text('max', t('lake.schema.max'), 146), cellClass: 'tabular' },
    { ...text('physical', t('lake.schema.physical'), 92), cellClass: 'mono' },
    { ...text('source', t('lake.schema.source'), 92) },
    { ...text('description', t('lake.schema.description'), 120), flex: 1, minWidth: 80 }
  ]
}

function ColumnName({ data }: ICellRendererParams<SchemaRow>) {
  const { t } = useTranslation()
  if (data === undefined) return null
  return (
    <span className={styles.name}>
      <span className="strong">{data.name}</span>
      {data.key ? <span className={styles.role}>{t('lake.schema.key')}</span> : null}
      {data.partition ? <span className={styles.role}>{t('lake.schema.partition')}</span> : null}
    </span>
  )
}
