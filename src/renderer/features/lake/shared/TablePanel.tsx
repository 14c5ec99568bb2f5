import { DataGrid, type DataGridProps } from '../../../ui'
import styles from '../lake.module.css'

/** Lines of a table that is as high as its content; a longer one fills the page and scrolls. */
const FITTING = 14

/** A table in a panel: no higher than its rows, no higher than the page. */
export function TablePanel<Row>({ rowData, ...grid }: Omit<DataGridProps<Row>, 'rowData' | 'domLayout'> & { rowData: Row[] }) {
  const fits = rowData.length <= FITTING
  return (
    <div className={`panel ${fits ? (styles.fits ?? '') : (styles.fill ?? '')}`}>
      <DataGrid<Row> rowData={rowData} domLayout={fits ? 'autoHeight' : 'normal'} {...grid} />
    </div>
  )
}
