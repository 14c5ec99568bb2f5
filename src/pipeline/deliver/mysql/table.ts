import { quoteName } from '../../connect/mysql/names'
import type { MysqlSession } from '../../connect/mysql/open'
import { AppError } from '../../lib/errors'
import type { TargetColumn, TargetShape } from './columns'
import { ensureRecords, forgetRecords } from './records'
import { fits } from './fits'
import { databaseOf, text, type Target } from './target'

/** A column of a table that is there, as information_schema tells it. */
export interface FoundColumn {
  name: string
  type: string
  nullable: boolean
  collation: string | null
  filled: boolean
}

/**
 * Makes the table where it is missing, adds columns that are new, and refuses one that cannot hold the dataset as it is (`deliver.table`,
 * with each difference). What the table has besides stays, as long as rows can be inserted without it.
 */
export async function ensureTable(session: MysqlSession, target: Target, shape: TargetShape): Promise<void> {
  await ensureRecords(session, target)
  const found = await columnsOf(session, target)
  if (found.length === 0) {
    // Before: whoever dies in between must not find records of a table that holds nothing.
    await forgetRecords(session, target)
    await session.run(createSql(target, shape, await collationOf(session)))
    return
  }
  const byName = new Map(found.map((column) => [column.name.toLowerCase(), column]))
  const added = shape.columns.filter(({ name, key }) => !key && !byName.has(name.toLowerCase()))
  const differences = [...differencesOf(shape, byName, found), ...(await keyDifference(session, target, shape))]
  if (differences.length > 0) throw refused(target, differences)
  for (const column of added) await session.run(`ALTER TABLE ${target.sql} ADD COLUMN ${columnSql(column)}`)
}

async function columnsOf(session: MysqlSession, target: Target): Promise<FoundColumn[]> {
  const { rows } = await session.rows(
    `SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLLATION_NAME, COLUMN_DEFAULT IS NOT NULL OR EXTRA <> ''
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ${databaseOf(target)} AND TABLE_NAME = ${text(target.table.table)}
     ORDER BY ORDINAL_POSITION`
  )
  return rows.map(([name, type, nullable, collation, filled]) => ({
    ...{ name: name ?? '', type: (type ?? '').toLowerCase(), nullable: nullable === 'YES' },
    ...{ collation: collation ?? null, filled: filled === '1' }
  }))
}

/** One in which blanks at the end of a key count, where the server has one. */
async function collationOf(session: MysqlSession): Promise<string> {
  const { rows } = await session.rows(
    "SELECT COLLATION_NAME FROM information_schema.COLLATIONS WHERE COLLATION_NAME IN ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin')"
  )
  return rows[0]?.[0] ?? 'utf8mb4_bin'
}

function createSql(target: Target, { columns, key, partition }: TargetShape, collation: string): string {
  const dt = quoteName(partition)
  const lines = [
    `${dt} varchar(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'partition'`,
    ...columns.map(columnSql),
    key.length === 0 ? `KEY (${dt})` : `PRIMARY KEY (${[dt, ...key.map(({ name }) => quoteName(name))].join(', ')})`
  ]
  const comment = text(`Penstock: ${target.dataset}`)
  return `CREATE TABLE ${target.sql} (\n  ${lines.join(',\n  ')}\n) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation} COMMENT=${comment}`
}

function columnSql({ name, type, key, column }: TargetColumn): string {
  const said = [column.type === 'timestamp' ? 'UTC' : undefined, column.unit, column.description].filter(
    (one) => one !== undefined
  )
  const comment = said.length === 0 ? '' : ` COMMENT ${text(Array.from(said.join('; ')).slice(0, 500).join(''))}`
  return `${quoteName(name)} ${type} ${key ? 'NOT NULL' : 'NULL'}${comment}`
}

function differencesOf(
  { columns, partition }: TargetShape,
  byName: ReadonlyMap<string, FoundColumn>,
  found: readonly FoundColumn[]
): string[] {
  const ours = new Set([partition, ...columns.map(({ name }) => name)].map((name) => name.toLowerCase()))
  const unfilled = found.filter(({ name, nullable, filled }) => !ours.has(name.toLowerCase()) && !nullable && !filled)
  return [
    ...(byName.has(partition) ? [] : [`${partition}: missing, varchar(10) NOT NULL is needed`]),
    ...columns.flatMap((column) => {
      const there = byName.get(column.name.toLowerCase())
      if (there === undefined) return column.key ? [`${column.name}: missing, and it belongs to the key`] : []
      const problem = fits(column, there)
      return problem === undefined ? [] : [`${column.name}: ${problem}`]
    }),
    ...unfilled.map(({ name }) => `${name}: no column of the dataset, and without a default`)
  ]
}

/** Rows of one key replace each other only where the table says that there is one row of a key. */
async function keyDifference(session: MysqlSession, target: Target, { key, partition }: TargetShape): Promise<string[]> {
  if (key.length === 0) return []
  const { rows } = await session.rows(
    `SELECT INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS
     WHERE TABLE_SCHEMA = ${databaseOf(target)} AND TABLE_NAME = ${text(target.table.table)} AND NON_UNIQUE = 0 AND SUB_PART IS NULL`
  )
  const indexes = Map.groupBy(rows, ([index]) => index)
  const wanted = nameSet([partition, ...key.map(({ name }) => name)])
  const has = [...indexes.values()].some((columns) => nameSet(columns.map(([, name]) => name ?? '')) === wanted)
  return has ? [] : [`no unique key over ${[partition, ...key.map(({ name }) => name)].join(', ')}`]
}

const nameSet = (names: readonly string[]): string =>
  names
    .map((name) => name.toLowerCase())
    .sort()
    .join('\n')

function refused(target: Target, differences: readonly string[]): AppError {
  return new AppError('deliver.table', `The table ${target.name} cannot hold ${target.dataset}: ${differences.join('; ')}.`, {
    hint: 'Alter the table, or rename it, so that it is made anew; nothing was changed in it.',
    details: { table: target.name, differences }
  })
}
