import type { ColDef } from 'ag-grid-community'
import { Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuarantinedRow } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { DataGrid, EmptyState, ErrorPanel, formatCount, TableSkeleton } from '../../../ui'
import { rightAligned } from './columns'
import { reasonKey } from './reason-key'

const LIMIT = 1_000

/** Rows that were set aside, of a dataset or of one partition: where each stood, why, and what it said. */
export function QuarantineGrid({ name, dt, height = '100%' }: { name: string; dt?: string; height?: number | string }) {
  const { t } = useTranslation()
  const params = { name, limit: LIMIT, ...(dt === undefined ? {} : { dt }) }
  const { value, error, slow, reload } = useCall('lake.quarantine', params, { follow: name })
  const columns = useMemo(() => quarantineColumns(t, dt === undefined), [t, dt])
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton /> : null
  if (value.total === 0) return <EmptyState sentence={t('lake.quarantine.none')} />
  return (
    <Stack gap="sm" h={height}>
      <Text>
        {t('lake.quarantine.about', { value: formatCount(value.total) })}
        {value.total > value.rows.length ? ` ${t('lake.quarantine.first', { value: formatCount(value.rows.length) })}` : null}
      </Text>
      <div className="panel" style={{ flex: 1, minHeight: 200, overflow: 'hidden' }}>
        <DataGrid<QuarantinedRow> label={t('lake.quarantine.title')} rowData={value.rows} columnDefs={columns} />
      </div>
    </Stack>
  )
}

function quarantineColumns(t: TFunction, withPartition: boolean): ColDef<QuarantinedRow>[] {
  const text = (field: keyof QuarantinedRow, headerName: string, width: number): ColDef<QuarantinedRow> => ({
    field,
    headerName,
    width,
    tooltip: true
  })
  return [
    ...(withPartition ? [{ ...text('dt', t('lake.column.dt'), 104), valueFormatter: orDash }] : []),
    {
      headerName: t('lake.quarantine.reason'),
      width: 170,
      valueGetter: ({ data }) => (data === undefined ? '' : t(`lake.reason.${reasonKey(data.reason)}`)),
      tooltip: ({ data }) => data?.message
    },
    text('column', t('lake.quarantine.column'), 120),
    { ...text('value', t('lake.quarantine.value'), 120), cellClass: 'mono' },
    text('file', t('lake.quarantine.file'), 220),
    { ...text('line', t('lake.quarantine.line'), 90), ...rightAligned, valueFormatter: orDash },
    { ...text('byte', t('lake.quarantine.byte'), 100), ...rightAligned, valueFormatter: orDash },
    { ...text('raw', t('lake.quarantine.raw'), 360), cellClass: 'mono', flex: 1, minWidth: 240 }
  ]
}

const orDash = ({ value }: { value: unknown }): string =>
  typeof value === 'number' ? formatCount(value) : typeof value === 'string' ? value : '–'
