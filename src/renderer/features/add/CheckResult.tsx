import type { ColDef } from 'ag-grid-community'
import { Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoadCheck, QuarantinedRow } from '../../../pipeline/contract'
import { Band, DataGrid, formatBytes, formatCount, formatShare } from '../../ui'
import { LoadNotes } from './LoadNotes'
import { useAdd } from './use-add'

type Planned = LoadCheck['partitions'][number]

/** Partitions, rows and bytes that a load would write, and the rows that it would not. */
export function CheckResult({ result }: { result: LoadCheck }) {
  const { t } = useTranslation()
  const { draft } = useAdd()
  const { rowsRead, rowsGood, rowsQuarantined, rowsSuperseded, partitions, bytesRead } = result
  const facts = [
    rowsQuarantined > 0 ? t('add.check.quarantined', { count: rowsQuarantined, value: formatCount(rowsQuarantined) }) : null,
    rowsSuperseded > 0 ? t('add.check.superseded', { count: rowsSuperseded, value: formatCount(rowsSuperseded) }) : null,
    t('add.check.bytes', { size: formatBytes(bytesRead) })
  ].filter((fact) => fact !== null)
  return (
    <Stack gap="md" data-testid="check-result">
      {result.wouldBeRefused ? (
        <Band tone="fail">
          {t('add.check.refused', { bad: formatCount(rowsQuarantined), share: formatShare(draft?.maxBadShare ?? 0) })}
        </Band>
      ) : null}
      <div>
        <Text className="tabular" c="var(--p-strong)">
          {t('add.check.summary', {
            good: formatCount(rowsGood),
            read: formatCount(rowsRead),
            partitions: t('count.partitions', { count: partitions.length, value: formatCount(partitions.length) })
          })}
        </Text>
        <Text className="tabular" c="dimmed">
          {facts.join(' · ')}
        </Text>
      </div>
      <LoadNotes notes={result.notes} />
      <PartitionTable partitions={partitions} />
      {result.samples.length === 0 ? null : <BadRows rows={result.samples} />}
    </Stack>
  )
}

function PartitionTable({ partitions }: { partitions: Planned[] }) {
  const { t } = useTranslation()
  const columnDefs = useMemo<ColDef<Planned>[]>(
    () => [
      { headerName: t('add.check.partition'), field: 'dt', width: 140 },
      {
        headerName: t('add.check.rows'),
        field: 'rows',
        type: 'rightAligned',
        width: 130,
        valueFormatter: ({ value }: { value: number }) => formatCount(value)
      },
      {
        headerName: t('add.check.change'),
        field: 'change',
        flex: 1,
        valueFormatter: ({ value }: { value: Planned['change'] }) => t(`add.check.changes.${value}`)
      }
    ],
    [t]
  )
  return (
    <div className="panel" style={{ overflow: 'hidden' }}>
      <DataGrid<Planned>
        label={t('add.check.partition')}
        rowData={partitions}
        columnDefs={columnDefs}
        height={Math.min(260, (partitions.length + 1) * 32 + 4)}
      />
    </div>
  )
}

function BadRows({ rows }: { rows: QuarantinedRow[] }) {
  const { t } = useTranslation()
  const columnDefs = useMemo<ColDef<QuarantinedRow>[]>(
    () => [
      { headerName: t('add.check.file'), field: 'file', flex: 2, minWidth: 110, tooltip: ({ data }) => data?.file },
      { headerName: t('add.check.line'), field: 'line', type: 'rightAligned', width: 70 },
      { headerName: t('add.check.column'), field: 'column', flex: 1, minWidth: 80 },
      { headerName: t('add.check.value'), field: 'value', flex: 1, minWidth: 70 },
      { headerName: t('add.check.reason'), field: 'message', flex: 3, minWidth: 140, tooltip: ({ data }) => data?.raw }
    ],
    [t]
  )
  return (
    <div className="panel" style={{ overflow: 'hidden' }}>
      <div className="add-section" style={{ border: 0 }}>
        {t('add.check.bad')}
      </div>
      <DataGrid<QuarantinedRow>
        label={t('add.check.bad')}
        rowData={rows}
        columnDefs={columnDefs}
        height={Math.min(260, (rows.length + 1) * 32 + 4)}
      />
    </div>
  )
}
