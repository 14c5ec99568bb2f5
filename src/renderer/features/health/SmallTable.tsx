import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './health.module.css'

export interface SmallColumn<T> {
  title: string
  /** Figures stand on the right. */
  figure?: boolean
  cell: (row: T) => ReactNode
}

interface Props<T> {
  label: string
  columns: readonly SmallColumn<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  /** In the place of the table where there is no row. */
  none: string
  foot?: readonly ReactNode[]
}

/** A small table in a panel, or one sentence where it has no rows. */
export function SmallTable<T>({ label, columns, rows, keyOf, none, foot }: Props<T>) {
  if (rows.length === 0) return <p className={styles.none}>{none}</p>
  const align = ({ figure }: SmallColumn<T>): string => (figure === true ? (styles.figure ?? '') : '')
  return (
    <div className={styles.scroll}>
      <Table className={styles.table ?? ''} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.title} className={align(column)}>
                {column.title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map((column) => (
                <Table.Td key={column.title} className={align(column)}>
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
        {foot === undefined ? null : (
          <Table.Tfoot>
            <Table.Tr>
              {columns.map((column, index) => (
                <Table.Td key={column.title} className={align(column)}>
                  {foot[index]}
                </Table.Td>
              ))}
            </Table.Tr>
          </Table.Tfoot>
        )}
      </Table>
    </div>
  )
}
