import type { ColDef, IDatasource } from 'ag-grid-community'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData, ResultColumn, ResultHandle } from '../../../../pipeline/contract'
import { readPage, useCall, type CellValue, type ColumnAccessor } from '../../../bridge'
import { DataGrid, EmptyState, ErrorPanel, formatCell, TableSkeleton, useZone } from '../../../ui'
import { rightAligned } from './columns'

const LIMIT = 2_000
const BLOCK = 200

interface RowOfPage {
  columns: ColumnAccessor[]
  row: number
}

/** First rows of a partition as it is, or as it was at a version. No query runs: the file's first row groups are read. */
export function RowsGrid({ name, dt, version }: { name: string; dt: string; version?: number }) {
  const { t } = useTranslation()
  const params = { name, dt, limit: LIMIT, ...(version === undefined ? {} : { version }) }
  const { value, error, slow, reload } = useCall('lake.rows', params, { follow: name })
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton rows={12} /> : null
  if (value.rows === 0) return <EmptyState sentence={t('lake.rows.none')} />
  return <PagedRows key={value.handle} result={value} reload={reload} />
}

function PagedRows({ result, reload }: { result: ResultHandle; reload: () => void }) {
  const { t } = useTranslation()
  const zone = useZone()
  const [error, setError] = useState<ErrorData | undefined>(undefined)
  const columns = useMemo(() => result.schema.map((column, index) => rowColumn(column, index, zone)), [result.schema, zone])
  const datasource = useMemo(() => pagesOf(result, setError), [result])
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  return (
    <DataGrid<RowOfPage>
      label={t('lake.rows.title')}
      columnDefs={columns}
      defaultColDef={{ sortable: false }}
      rowModelType="infinite"
      datasource={datasource}
      cacheBlockSize={BLOCK}
      alwaysShowVerticalScroll
    />
  )
}

function pagesOf(result: ResultHandle, onError: (error: ErrorData) => void): IDatasource {
  return {
    rowCount: result.rows,
    getRows: (request) => {
      void readPage(result.handle, request.startRow, Math.min(request.endRow, result.rows)).then((outcome) => {
        if (outcome.ok) {
          const { columns, rows } = outcome.value
          const block = Array.from({ length: rows }, (_, row): RowOfPage => ({ columns, row }))
          request.successCallback(block, result.rows)
          return
        }
        request.failCallback()
        onError(outcome.error)
      })
    }
  }
}

/** Least widths of columns that hold neither numbers nor text, in pixels. */
const widths: Partial<Record<ResultColumn['kind'], number>> = { datetime: 190, timestamp: 190, time: 120, date: 110 }
const numeric: ReadonlySet<ResultColumn['kind']> = new Set(['integer', 'decimal', 'float'])

function rowColumn(column: ResultColumn, index: number, zone: string): ColDef<RowOfPage> {
  const isNumber = numeric.has(column.kind)
  return {
    colId: `${index}`,
    headerName: column.unit === undefined ? column.name : `${column.name} (${column.unit})`,
    headerTooltip: `${column.name}: ${column.type}`,
    flex: 1,
    minWidth: isNumber ? 110 : (widths[column.kind] ?? 130),
    ...(isNumber ? rightAligned : {}),
    valueGetter: ({ data }): CellValue | undefined => data?.columns[index]?.at(data.row),
    valueFormatter: ({ value }: { value: CellValue | undefined }) => (value === undefined ? '' : formatCell(value, column, zone)),
    cellRenderer: NullableCell
  }
}

function NullableCell({ value, valueFormatted }: { value: CellValue | undefined; valueFormatted: string | null }) {
  return value === null ? <span className="muted">null</span> : valueFormatted
}
