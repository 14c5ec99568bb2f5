import { AppError } from '../../../lib/errors'
import type { TableColumn } from '../../../lake/types'
import type { DerivedInput } from '../../worker-api'
import { shapeOf } from '../column-types'
import type { Session } from '../session'
import { ident } from '../sql'
import { storedRows } from '../stored'

/** Makes each dataset that the SQL names a view over exactly its files, with the columns' own names. `sql.outside_lake` for any other. */
export async function viewInputs(lane: Session, tables: readonly string[], inputs: readonly DerivedInput[]): Promise<void> {
  const byName = new Map(inputs.map((input) => [fold(input.dataset), input]))
  for (const table of tables) {
    const input = byName.get(fold(table))
    if (input === undefined) throw unknown(table, inputs)
    const columns = input.schema.columns.map((column) => `${shown(column)} AS ${ident(column.name)}`)
    await lane.run(
      `CREATE OR REPLACE TEMP VIEW ${ident(table)} AS SELECT ${columns.join(', ')} FROM ${storedRows(input.files, input.schema.columns)}`
    )
  }
}

/** A time of day is stored as µs since midnight. */
const shown = ({ physical, type }: TableColumn): string =>
  shapeOf(type).kind === 'time' ? `CAST(make_timestamp(${ident(physical)}) AS TIME)` : ident(physical)

const fold = (name: string): string => name.normalize('NFC').toLowerCase()

const unknown = (table: string, inputs: readonly DerivedInput[]): AppError =>
  new AppError('sql.outside_lake', `The SQL reads "${table}", which is no dataset that it was given.`, {
    hint: `It may read: ${inputs.map(({ dataset }) => dataset).join(', ')}.`,
    details: { construct: table }
  })
