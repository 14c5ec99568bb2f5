import type { ColDef } from 'ag-grid-community'
import { useMemo } from 'react'
import { DataGrid } from './DataGrid'
import { useDensity } from './preferences'

type Row = Readonly<Record<string, string | null>>

/** Rows that fit without a scroll bar of their own. */
const FITTING = 8
/** Of many columns the last row must not lie below it. */
const SCROLL_BAR = 18

/** Rows of texts by column, just as they are; a missing value is called null. */
export function SampleGrid({ label, rows }: { label: string; rows: readonly Row[] }) {
  const data = useMemo(() => [...rows], [rows])
  const columns = useMemo(() => [...new Set(data.flatMap((row) => Object.keys(row)))].map((name) => columnOf(name, data)), [data])
  const rowHeight = useDensity() === 'compact' ? 28 : 32
  const height = (Math.min(data.length, FITTING) + 1) * rowHeight + SCROLL_BAR
  return (
    <div className="panel" style={{ overflow: 'hidden' }}>
      <DataGrid<Row> label={label} rowData={data} columnDefs={columns} height={height} />
    </div>
  )
}

/** Numbers stand to the right; codes with a leading zero are none. */
const isNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(text)

function columnOf(name: string, rows: readonly Row[]): ColDef<Row> {
  const values = rows.flatMap((row) => row[name] ?? [])
  const numeric = values.length > 0 && values.every(isNumber)
  return {
    colId: name,
    headerName: name,
    flex: 1,
    minWidth: 110,
    tooltip: true,
    ...(numeric ? { type: 'rightAligned', comparator: byNumber } : {}),
    valueGetter: ({ data }) => data?.[name],
    cellRenderer: TextCell
  }
}

const byNumber = (left: string | null, right: string | null): number => Number(left ?? -Infinity) - Number(right ?? -Infinity)

function TextCell({ value }: { value: string | null | undefined }) {
  return value === null || value === undefined ? <span className="muted">null</span> : value
}
