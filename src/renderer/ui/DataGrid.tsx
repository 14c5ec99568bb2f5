import {
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  TextEditorModule,
  TooltipModule,
  type ColDef,
  type ColGroupDef,
  type GridApi,
  type GridOptions
} from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { copyTable, putOnClipboard } from './grid-copy'
import { obeyGridKey } from './grid-keys'
import { gridTheme } from './grid-theme'
import { styleNonce } from './nonce'
import { useDensity } from './preferences'

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  TextEditorModule,
  TooltipModule
])

export interface DataGridProps<Row> extends Pick<
  GridOptions<Row>,
  | 'rowData'
  | 'columnDefs'
  | 'getRowId'
  | 'rowSelection'
  | 'onRowClicked'
  | 'onCellKeyDown'
  | 'onSelectionChanged'
  | 'onGridReady'
  | 'context'
  | 'loading'
  | 'domLayout'
  | 'defaultColDef'
  | 'onCellValueChanged'
  | 'rowModelType'
  | 'datasource'
  | 'cacheBlockSize'
  | 'alwaysShowVerticalScroll'
> {
  /** What the table holds, for screen readers. */
  label: string
  height?: number | string
  emptyText?: string
}

/** AG Grid in our dress: both themes and languages, keyboard, and Ctrl+C that copies selected rows (or the focused cell) as TSV and HTML. */
export function DataGrid<Row>({
  label,
  columnDefs,
  height = '100%',
  emptyText,
  domLayout = 'normal',
  defaultColDef,
  ...grid
}: DataGridProps<Row>) {
  const { t } = useTranslation()
  const density = useDensity()
  const theme = useMemo(() => gridTheme(density), [density])
  const api = useRef<GridApi<Row> | null>(null)
  const nonce = styleNonce()
  const localeText = useMemo(
    () => ({ noRowsToShow: emptyText ?? t('grid.noRows'), loadingOoo: t('common.loading'), ariaSelectAll: t('grid.selectAll') }),
    [emptyText, t]
  )
  const aligned = useMemo(() => columnDefs?.map(keepRight) ?? null, [columnDefs])
  const { onGridReady } = grid
  return (
    <div
      role="group"
      aria-label={label}
      style={{ height: domLayout === 'autoHeight' ? undefined : height, width: '100%' }}
      onKeyDownCapture={(event) => {
        if (!obeyGridKey(event, event.currentTarget)) return
        event.preventDefault()
        event.stopPropagation()
      }}
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyC' || api.current === null) return
        if ((window.getSelection()?.toString() ?? '') !== '') return
        event.preventDefault()
        void putOnClipboard(selectionOf(api.current))
      }}
    >
      <AgGridReact<Row>
        {...grid}
        columnDefs={aligned}
        {...(nonce === undefined ? {} : { styleNonce: nonce })}
        key={t('grid.noRows')}
        theme={theme}
        domLayout={domLayout}
        localeText={localeText}
        defaultColDef={{ cellDataType: false, sortable: true, resizable: true, suppressHeaderMenuButton: true, ...defaultColDef }}
        onGridReady={(event) => {
          api.current = event.api
          onGridReady?.(event)
        }}
        animateRows={false}
        enableCellTextSelection
        ensureDomOrder
        tooltipShowDelay={400}
      />
    </div>
  )
}

/** A cell class of one's own replaces that of the type, which is what puts numbers to the right; both are meant. */
function keepRight<Row>(column: ColDef<Row> | ColGroupDef<Row>): ColDef<Row> | ColGroupDef<Row> {
  if ('children' in column || column.type !== 'rightAligned' || typeof column.cellClass !== 'string') return column
  return { ...column, cellClass: ['ag-right-aligned-cell', column.cellClass] }
}

function selectionOf<Row>(api: GridApi<Row>): ReturnType<typeof copyTable> {
  const focused = api.getFocusedCell()
  const selected = api.getSelectedNodes()
  const shown = api.getAllDisplayedColumns()
  const columns = selected.length > 0 || focused === null ? shown : [focused.column]
  const nodes = selected.length > 0 ? selected : [focused === null ? undefined : api.getDisplayedRowAtIndex(focused.rowIndex)]
  const rows = nodes
    .filter((rowNode) => rowNode !== undefined)
    .map((rowNode) => columns.map((colKey) => api.getCellValue({ rowNode, colKey, useFormatter: true }) ?? ''))
  const named = columns.map((column) => {
    const { headerName, field, type } = column.getColDef()
    return { name: headerName ?? field ?? '', numeric: type === 'rightAligned' }
  })
  return copyTable(named, rows)
}
