import type { ColDef } from 'ag-grid-community'
import { Stack, Text } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuarantinedRow } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { EmptyState, ErrorPanel, formatCount, TableSkeleton } from '../../../ui'
import { rightAligned } from './columns'
import { reasonKey } from './reason-key'
import { TablePanel } from './TablePanel'

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
        {t('lake.quarantine.about', { count: value.total, value: formatCount(value.total) })}
        {value.total > value.rows.length ? ` ${t('lake.quarantine.first', { value: formatCount(value.rows.length) })}` : null}
      </Text>
      <TablePanel<QuarantinedRow> label={t('lake.quarantine.title')} rowData={value.rows} columnDefs={columns} />
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
    ...(withPartition ? [{ ...text('dt', t('lake.column.dt'), 92), valueFormatter: orDash }] : []),
    {
      headerName: t('lake.quarantine.reason'),
      width: 160,
      valueGetter: ({ data }) => (data === undefined ? '' : t(`lake.reason.${reasonKey(data.reason)}`)),
      tooltip: ({ data }) => data?.message
    },
    text('column', t('lake.quarantine.column'), 100),
    { ...text('value', t('lake.quarantine.value'), 90), cellClass: 'mono' },
    text('file', t('lake.quarantine.file'), 180),
    { ...text('line', t('lake.quarantine.line'), 64), ...rightAligned, valueFormatter: orDash },
    { ...text('byte', t('lake.quarantine.byte'), 76), ...rightAligned, valueFormatter: orDash },
    { ...text('raw', t('lake.quarantine.raw'), 300), cellClass: 'mono', flex: 1, minWidth: 240 }
  ]
}

const orDash = ({ value }: { value: unknown }): string =>
  typeof value === 'number' ? formatCount(value) : typeof value === 'string' ? value : '–'
