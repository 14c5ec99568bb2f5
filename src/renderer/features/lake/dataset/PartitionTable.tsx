import type { GridApi } from 'ag-grid-community'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Partition } from '../../../../pipeline/contract'
import type { Peers } from '../grid/peers'
import { inRange, type DtRange } from '../grid/range'
import { partitionPath } from '../shared/paths'
import { TablePanel } from '../shared/TablePanel'
import { partitionColumns, whyText } from './partition-columns'

interface Props {
  name: string
  partitions: readonly Partition[]
  peers: Peers
  range: DtRange | null
  onSelect: (range: DtRange | null) => void
}

/** The same partitions as a table, newest first; its selected rows are the grid's span. */
export function PartitionTable({ name, partitions, peers, range, onSelect }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const api = useRef<GridApi<Partition> | null>(null)
  const rows = useMemo(() => partitions.toSorted((left, right) => (left.dt < right.dt ? 1 : -1)), [partitions])
  const explained = partitions.some((partition) => whyText(partition, t) !== '')
  const columns = useMemo(() => partitionColumns(t, name, peers, explained), [t, name, peers, explained])

  useEffect(() => {
    if (api.current !== null) showSelection(api.current, range)
  }, [range, rows])

  return (
    <TablePanel<Partition>
      label={t('lake.table.label', { name })}
      rowData={rows}
      columnDefs={columns}
      getRowId={({ data }) => data.dt}
      rowSelection={{ mode: 'multiRow', checkboxes: false, headerCheckbox: false, enableClickSelection: true }}
      onGridReady={(event) => {
        api.current = event.api
        showSelection(event.api, range)
      }}
      onSelectionChanged={({ source, api: grid }) => {
        if (source !== 'api' && source !== 'rowDataChanged') onSelect(spanOf(grid.getSelectedRows()))
      }}
      onCellKeyDown={({ event, data }) => {
        if (event instanceof KeyboardEvent && event.key === 'Enter' && data !== undefined)
          void navigate(partitionPath(name, data.dt))
      }}
    />
  )
}

function showSelection(api: GridApi<Partition>, range: DtRange | null): void {
  api.forEachNode((node) => {
    const wanted = node.data !== undefined && inRange(range, node.data.dt)
    if (node.isSelected() !== wanted) node.setSelected(wanted, false, 'api')
  })
}

function spanOf(rows: readonly Partition[]): DtRange | null {
  const dts = rows.map(({ dt }) => dt).sort()
  const [from, to] = [dts[0], dts.at(-1)]
  return from === undefined || to === undefined ? null : { from, to }
}
