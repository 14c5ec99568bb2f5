import type { ColDef } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunGroup } from '../../../../pipeline/contract'
import { useCall, useRunChanges } from '../../../bridge'
import { DataGrid, ErrorPanel, formatCount, formatDuration, TableSkeleton, useZone } from '../../../ui'
import list from '../list.module.css'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { useCalm } from './use-calm'
import type { Filtering } from './use-filter'

/** All runs of the filter summed by dataset or by day; opening a group shows its runs. */
export function GroupTable({ group, filtering }: { group: 'dataset' | 'day'; filtering: Filtering }) {
  const { t } = useTranslation()
  const zone = useZone()
  const again = useCalm(useRunChanges())
  const { value, error, slow, reload } = useCall('runs.groups', { filter: filtering.filter, by: group, zone }, { again })
  const columns = useMemo(() => groupColumns(t, group), [t, group])
  const open = (row: RunGroup | undefined): void => {
    if (row !== undefined) filtering.set({ [group]: row.key, group: undefined })
  }
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton rows={14} /> : null
  const total = value.reduce((sum, { runs }) => sum + runs, 0)
  return (
    <>
      <div className={`panel ${styles.fill ?? ''} ${list.openable ?? ''}`}>
        <DataGrid<RunGroup>
          label={t('runs.grouped')}
          rowData={value}
          columnDefs={columns}
          getRowId={({ data }) => data.key}
          emptyText={t('runs.nothingFound')}
          onRowClicked={({ data }) => open(data)}
          onCellKeyDown={({ event, data }) => {
            if (event instanceof KeyboardEvent && event.key === 'Enter') open(data)
          }}
        />
      </div>
      <div className="muted tabular" role="status">
        {t('runs.inGroups', { count: value.length, groups: formatCount(value.length), value: formatCount(total) })}
      </div>
    </>
  )
}

function groupColumns(t: TFunction, group: 'dataset' | 'day'): ColDef<RunGroup>[] {
  const figure = (
    field: 'runs' | 'failed' | 'changed' | 'rows' | 'seconds',
    headerName: string,
    format: (value: number) => string = formatCount
  ): ColDef<RunGroup> => ({
    field,
    headerName,
    flex: 1,
    ...rightAligned,
    valueFormatter: ({ value }: { value: number | null | undefined }) => (typeof value === 'number' ? format(value) : '')
  })
  return [
    { field: 'key', headerName: t(`runs.group.${group}`), flex: 2, cellClass: 'tabular strong' },
    figure('runs', t('runs.column.runs')),
    figure('failed', t('runs.column.failed'), (failed) => (failed === 0 ? '–' : formatCount(failed))),
    figure('changed', t('runs.column.changed')),
    figure('rows', t('runs.column.rowsWritten')),
    figure('seconds', t('runs.column.seconds'), (seconds) => formatDuration(seconds * 1_000))
  ]
}
