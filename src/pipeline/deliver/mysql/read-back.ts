import { quoteName } from '../../connect/mysql/names'
import type { MysqlSession } from '../../connect/mysql/open'
import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'
import type { Outgoing, OutgoingFacts } from '../../load/duck/outgoing'
import type { TargetShape } from './columns'
import { sumSql } from './digest'
import { text, type Target } from './target'

/** The partition as the server has it, in the transaction at hand. */
export async function readBack(
  session: MysqlSession,
  { sql }: Target,
  { columns, partition }: TargetShape,
  dt: string
): Promise<{ rows: number; sum: bigint }> {
  const where = `${quoteName(partition)} = ${text(dt)}`
  const { rows } = await session.rows(`SELECT COUNT(*), ${sumSql(columns)} FROM ${sql} WHERE ${where}`)
  return { rows: Number(rows[0]?.[0]), sum: BigInt(rows[0]?.[1] ?? 0) }
}

/** `deliver.differs`, naming the columns, where what the server has is not what was sent. */
export async function compare(
  session: MysqlSession,
  target: Target,
  shape: TargetShape,
  dt: string,
  { facts, rows, found }: { facts: OutgoingFacts; rows: Outgoing; found: { rows: number; sum: bigint } }
): Promise<void> {
  if ((found.rows === facts.rows && found.sum === facts.sum) || planted('no-read-back')) return
  const columns = found.rows === facts.rows ? await differing(session, target, shape, dt, rows) : []
  const what = columns.length === 0 ? `${found.rows} rows in place of ${facts.rows}` : `other values in ${columns.join(', ')}`
  throw new AppError('deliver.differs', `${target.name} does not hold ${target.dataset} ${dt} as it was sent: ${what}.`, {
    hint: 'Look for triggers and for columns that round or cut what they take; the partition is as it was before.',
    details: { table: target.name, partition: dt, columns, rows: facts.rows, found: found.rows }
  })
}

async function differing(
  session: MysqlSession,
  { sql }: Target,
  { columns, key, partition }: TargetShape,
  dt: string,
  rows: Outgoing
): Promise<string[]> {
  const sent = await rows.columnSums(key.map(({ column }) => column))
  const sums = columns.map((column) => sumSql([...key, column]))
  const there = await session.rows(`SELECT ${sums.join(', ')} FROM ${sql} WHERE ${quoteName(partition)} = ${text(dt)}`)
  return columns.filter((_, index) => BigInt(there.rows[0]?.[index] ?? 0) !== sent[index]).map(({ name }) => name)
}
