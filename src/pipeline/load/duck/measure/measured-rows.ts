import type { TableColumn, TableSchema } from '../../../lake/types'
import { duckType, shapeOf } from '../column-types'
import type { Session } from '../session'
import { ident } from '../sql'
import { storedRows } from '../stored'

/** Rows of all groups of a batch, with the columns' own names. No dataset can have these names, nor a column that of the group. */
export const ROWS = '"penstock rows"'
export const GROUP_NAME = '\u001fgroup'
export const GROUP = ident(GROUP_NAME)

/** Makes the rows of groups of files one view; the group's place in `groups` stands in GROUP. */
export async function viewGroups(
  lane: Session,
  schema: TableSchema,
  groups: readonly { files: readonly string[] }[],
  view = ROWS
): Promise<void> {
  const parts = groups.map(({ files }, index) => selectOf(schema, files, [`${index} AS ${GROUP}`]))
  await lane.run(`CREATE OR REPLACE TEMP VIEW ${view} AS ${parts.join(' UNION ALL ')}`)
}

/** The rows of one group alone: to open the files of all of them for each would take long. */
export const rowsOf = (schema: TableSchema, group: { files: readonly string[] } | undefined): string =>
  `(${selectOf(schema, group?.files ?? [], [])})`

function selectOf(schema: TableSchema, files: readonly string[], first: readonly string[]): string {
  const columns = schema.columns.map((column) => `${shown(column)} AS ${ident(column.name)}`)
  return `SELECT ${[...first, ...columns].join(', ')} FROM ${storedRows(files, schema.columns)}`
}

/** A time of day is stored as µs since midnight. */
const shown = ({ physical, type }: TableColumn): string =>
  isTime(type) ? `CAST(make_timestamp(${ident(physical)}) AS TIME)` : ident(physical)

/** The DuckDB type under which a column is seen. */
export const shownType = ({ type }: Pick<TableColumn, 'type'>): string => (isTime(type) ? 'TIME' : duckType(type))

const isTime = (type: TableColumn['type']): boolean => shapeOf(type).kind === 'time'

/** Every column of a row as text, by its own name. */
export const asTexts = ({ columns }: TableSchema): string =>
  columns.map(({ name }) => `CAST(${ident(name)} AS VARCHAR) AS ${ident(name)}`).join(', ')
