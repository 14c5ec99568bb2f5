import { createHash } from 'node:crypto'
import type { TableColumn } from '../../lake/types'
import { AppError } from '../../lib/errors'
import { shapeOf } from './column-types'
import { textOf, type Row } from './row'
import type { Session } from './session'
import { ident, joined } from './sql'

/**
 * The fast digest `ph2`, equal for equal rows in whatever order and files:
 * - a cell's hash is the hash of the XOR of its value's hash and a number made of the column's physical name and type. The outer hash
 *   keeps equal or exchanged values of two columns from cancelling out: DuckDB's hash of several values is itself but a chain of XORs;
 * - it is XORed with the hash that NULL has there, so that a column that is null throughout changes nothing;
 * - a row's hash is the hash of the XOR of its cells' hashes and a constant, which makes a row of nulls count;
 * - the digest is the sum of the rows' hashes modulo 2^128, so digests of files add up to the digest of their partition.
 * DuckDB's hash counts −0.0 as 0.0 and every NaN as one value. It does not promise to stay the same across versions:
 * `digestAlgorithm` compares a known answer first.
 */
export const FAST = 'ph2'

const ROW = '11400714819323198485'
const xor = (left: string, right: string): string => `xor(${left}, ${right})`
const unsigned = (value: bigint | string): string => `CAST(${value} AS UBIGINT)`

/** Digits of the decimals that DuckDB keeps in 64 bits. */
const LONGEST_SHORT = 18

const KNOWN = '6126280026199829242'
const known: readonly DigestColumn[] = [
  { physical: 'a', type: 'integer' },
  { physical: 'b', type: 'text' },
  { physical: 'c', type: 'float' },
  { physical: 'd', type: 'decimal(10,2)' },
  { physical: 'e', type: 'timestamp' }
]
const probe =
  `SELECT CAST(${rowHash(known, emptyRow(known))} AS VARCHAR) AS answer FROM (SELECT CAST(42 AS BIGINT) AS a, '005930 삼성' AS b, CAST('-0.0' AS DOUBLE) AS c, ` +
  `CAST('71300.50' AS DECIMAL(10,2)) AS d, TIMESTAMPTZ '2023-08-31 14:59:59.999+00' AS e)`

let algorithm: string | undefined

/** Name of the algorithm that this DuckDB computes: `ph2`, or `ph2x` and four digits of its answer where its hash is another one. */
export async function digestAlgorithm(session: Session): Promise<string> {
  return (algorithm ??= nameOf(await session.rows(probe)))
}

function nameOf([row]: readonly Row[]): string {
  const answer = row?.['answer']
  if (typeof answer !== 'string') throw new AppError('internal', 'DuckDB gave no answer to the digest probe.')
  return answer === KNOWN ? FAST : `${FAST}x${BigInt(answer).toString(16).slice(-4)}`
}

/** SQL of the digest of a relation whose columns have their physical names, as text of a number. */
export async function digestSum(session: Pick<Session, 'rows'>, columns: readonly DigestColumn[]): Promise<string> {
  if (columns.length === 0) return `'0'`
  return `CAST(coalesce(sum(${rowHash(columns, await emptyRowNow(session, columns))}), 0) AS VARCHAR)`
}

/** What `emptyRow` comes to, by its SQL: to plan that for each partition takes longer than to read a small one. */
const asked = new Map<string, string>()
const MOST_ASKED = 20

async function emptyRowNow(session: Pick<Session, 'rows'>, columns: readonly DigestColumn[]): Promise<string> {
  const sql = `SELECT CAST(${emptyRow(columns)} AS VARCHAR) AS answer`
  const before = asked.get(sql)
  if (before !== undefined) return before
  const [row] = await session.rows(sql)
  const answer = unsigned(textOf(row, 'answer'))
  if (asked.size >= MOST_ASKED) asked.clear()
  asked.set(sql, answer)
  return answer
}

export type DigestColumn = Pick<TableColumn, 'physical' | 'type'>

/** `empty`: what a row of nulls gives, which each row is compared with. */
function rowHash(columns: readonly DigestColumn[], empty: string): string {
  return `hash(${joined([...columns.map((column) => cellHash(column, valueHash(column))), empty], xor)})`
}

function emptyRow(columns: readonly DigestColumn[]): string {
  return joined([...columns.map((column) => cellHash(column, 'hash(CAST(NULL AS BIGINT))')), unsigned(ROW)], xor)
}

function cellHash({ physical, type }: DigestColumn, value: string): string {
  return `hash(${xor(value, unsigned(saltOf(physical, type)))})`
}

/** Decimals beyond 18 digits go by their text: DuckDB's hash of 128 bits is the XOR of its halves' hashes, the same for 0 and −1. */
function valueHash({ physical, type }: DigestColumn): string {
  const { kind, precision } = shapeOf(type)
  const name = ident(physical)
  return kind === 'decimal' && precision > LONGEST_SHORT ? `hash(CAST(${name} AS VARCHAR))` : `hash(${name})`
}

function saltOf(physical: string, type: string): bigint {
  return createHash('sha256').update(`${physical}\0${type}`).digest().readBigUInt64BE()
}
