import type { ColDef } from 'ag-grid-community'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DataGrid, ErrorPanel, formatCount, formatDuration, formatInstant, TableSkeleton, useZone } from '../../../ui'
import styles from '../runs.module.css'
import { rightAligned } from '../shared/columns'
import { groupRuns, type RunGroup } from './groups'
import { useAllRuns } from './use-all-runs'
import type { Filtering } from './use-filter'

/** The runs summed by dataset or by day; opening a dataset shows its runs. */
export function GroupTable({ group, filtering }: { group: 'dataset' | 'day'; filtering: Filtering }) {
  const { t } = useTranslation()
  const zone = useZone()
  const { value, error } = useAllRuns(filtering.filter)
  const columns = useMemo(() => groupColumns(t, group), [t, group])
  const rows = useMemo(
    () =>
      groupRuns(value?.runs ?? [], ({ dataset, startedAt }) =>
        group === 'dataset' ? dataset : formatInstant(startedAt, zone).slice(0, 10)
      ),
    [value, group, zone]
  )
  const open = (row: RunGroup | undefined): void => {
    if (row !== undefined && group === 'dataset') filtering.set({ dataset: row.key, group: undefined })
  }
  if (error !== undefined) return <ErrorPanel error={error} />
  if (value === undefined) return <TableSkeleton />
  return (
    <>
      <div className={`panel ${styles.fill ?? ''}`}>
        <DataGrid<RunGroup>
          label={t('runs.grouped')}
          rowData={rows}
          columnDefs={columns}
          alwaysShowVerticalScroll
          getRowId={({ data }) => data.key}
          emptyText={t('runs.nothingFound')}
          onRowClicked={({ data }) => open(data)}
          onCellKeyDown={({ event, data }) => {
            if (event instanceof KeyboardEvent && event.key === 'Enter') open(data)
          }}
        />
      </div>
      <div className="muted tabular">
        {value.total > value.runs.length
          ? t('runs.newestOnly', { value: formatCount(value.runs.length), total: formatCount(value.total) })
          : t('runs.count', { count: value.total, value: formatCount(value.total) })}
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
    figure('failed', t('runs.column.failed')),
    figure('changed', t('runs.column.changed')),
    figure('rows', t('runs.column.rowsWritten')),
    figure('seconds', t('runs.column.seconds'), (seconds) => formatDuration(seconds * 1_000))
  ]
}
