import { createHash } from 'node:crypto'
import type { MysqlSession } from '../../connect/mysql/open'
import type { TargetShape } from './columns'
import { databaseOf, RECORDS, text, type Target } from './target'

/** What the target says of one partition. */
export interface DeliveryRecord {
  content: string | null
  rows: number
  digest: string
  /** Whose it is: workspace and profile, and the lake's table. */
  owner: string
  lake: string
}

export interface NewRecord extends Omit<DeliveryRecord, 'content'> {
  dt: string
  version: number
  content: string | undefined
  run: string
}

/** Which rows and columns a partition has: what was delivered before need not be delivered again while this is the same. */
export function contentOf(digest: string | undefined, { columns, key }: TargetShape): string | undefined {
  if (digest === undefined) return undefined
  const shape = [columns.map(({ name, type }) => [name, type]), key.map(({ name }) => name)]
  return createHash('sha256')
    .update(JSON.stringify([digest, shape]))
    .digest('hex')
    .slice(0, 32)
}

export async function ensureRecords(session: MysqlSession, target: Target): Promise<void> {
  const find = `SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${databaseOf(target)} AND TABLE_NAME = '${RECORDS}'`
  const { rows } = await session.rows(find)
  if (rows.length > 0) return
  await session.run(`CREATE TABLE IF NOT EXISTS ${target.records} (
    \`dataset\` varchar(64) NOT NULL, \`table_name\` varchar(64) NOT NULL, \`dt\` varchar(10) NOT NULL,
    \`version\` bigint NOT NULL COMMENT 'of the table in the lake', \`digest\` varchar(64) NOT NULL, \`rows\` bigint NOT NULL,
    \`run\` varchar(64) NOT NULL, \`at\` datetime(6) NOT NULL COMMENT 'UTC', \`content\` varchar(64) NULL,
    \`owner\` varchar(160) NOT NULL COMMENT 'workspace and profile', \`lake\` varchar(64) NOT NULL COMMENT 'the table in the lake',
    PRIMARY KEY (\`dataset\`, \`table_name\`, \`dt\`)
  ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT='what Penstock has delivered'`)
}

const own = ({ dataset, table }: Target): string => `\`dataset\` = ${text(dataset)} AND \`table_name\` = ${text(table.table)}`

export async function readRecords(session: MysqlSession, target: Target): Promise<Map<string, DeliveryRecord>> {
  const { rows } = await session.rows(`SELECT \`dt\`, ${FACTS} FROM ${target.records} WHERE ${own(target)}`)
  return new Map(rows.map(([dt, ...facts]) => [dt ?? '', recordOf(facts)]))
}

const FACTS = '`content`, `rows`, `digest`, `owner`, `lake`'

const recordOf = ([content, count, digest, owner, lake]: readonly (string | null)[]): DeliveryRecord => ({
  ...{ content: content ?? null, rows: Number(count), digest: digest ?? '' },
  ...{ owner: owner ?? '', lake: lake ?? '' }
})

/** Until the transaction ends nobody else writes this partition. */
export async function lockRecord(session: MysqlSession, target: Target, dt: string): Promise<DeliveryRecord | undefined> {
  const { rows } = await session.rows(
    `SELECT ${FACTS} FROM ${target.records} WHERE ${own(target)} AND \`dt\` = ${text(dt)} FOR UPDATE`
  )
  const [found] = rows
  return found === undefined ? undefined : recordOf(found)
}

export async function writeRecord(session: MysqlSession, target: Target, made: NewRecord): Promise<void> {
  const { dt, version, digest, rows, run, content, owner, lake } = made
  const known = content === undefined ? 'NULL' : text(content)
  await session.run(
    `REPLACE INTO ${target.records} (\`dataset\`, \`table_name\`, \`dt\`, \`version\`, \`digest\`, \`rows\`, \`run\`, \`at\`, \`content\`, \`owner\`, \`lake\`) VALUES
     (${text(target.dataset)}, ${text(target.table.table)}, ${text(dt)}, ${version}, ${text(digest)}, ${rows}, ${text(run)}, UTC_TIMESTAMP(6), ${known}, ${text(owner)}, ${text(lake)})`
  )
}

/** A table that is not there holds nothing of what was delivered. */
export async function forgetRecords(session: MysqlSession, target: Target): Promise<void> {
  await session.run(`DELETE FROM ${target.records} WHERE ${own(target)}`)
}
