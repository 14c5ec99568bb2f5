import { createHash } from 'node:crypto'
import type { TableColumn } from '../../lake/types'
import { AppError } from '../../lib/errors'
import { shapeOf } from './column-types'
import type { Session } from './session'
import { ident, joined } from './sql'

/**
 * The fast digest `ph1`, equal for equal rows in whatever order and files:
 * - a cell's hash is DuckDB's hash of its value together with a number made of the column's physical name and type;
 *   NULL gives 0, so a column that is null throughout changes nothing; −0.0 counts as 0.0 and every NaN as one value;
 * - a row's hash is the hash of the XOR of its cells' hashes;
 * - the digest is the sum of the rows' hashes modulo 2^128, so digests of files add up to the digest of their partition.
 * DuckDB does not promise its hash across versions: `digestAlgorithm` compares a known answer first.
 */
export const FAST = 'ph1'

const KNOWN = '10665558034386768270'
const probe =
  `SELECT CAST(${rowHash([
    { physical: 'a', type: 'integer' },
    { physical: 'b', type: 'text' },
    { physical: 'c', type: 'float' },
    { physical: 'd', type: 'decimal(10,2)' },
    { physical: 'e', type: 'timestamp' }
  ])} AS VARCHAR) AS answer FROM (SELECT CAST(42 AS BIGINT) AS a, '005930 삼성' AS b, CAST('-0.0' AS DOUBLE) AS c, ` +
  `CAST('71300.50' AS DECIMAL(10,2)) AS d, TIMESTAMPTZ '2023-08-31 14:59:59.999+00' AS e)`

/** Name of the algorithm that this DuckDB computes: `ph1`, or `ph1x` and four digits of its answer where its hash is another one. */
export async function digestAlgorithm(session: Session): Promise<string> {
  const [row] = await session.rows(probe)
  const answer = row?.['answer']
  if (typeof answer !== 'string') throw new AppError('internal', 'DuckDB gave no answer to the digest probe.')
  return answer === KNOWN ? FAST : `${FAST}x${BigInt(answer).toString(16).slice(-4)}`
}

/** The digest of the rows of a relation whose columns have their physical names, as text of a number. */
export const digestSum = (columns: readonly DigestColumn[]): string =>
  columns.length === 0 ? `'0'` : `CAST(coalesce(sum(${rowHash(columns)}), 0) AS VARCHAR)`

export type DigestColumn = Pick<TableColumn, 'physical' | 'type'>

function rowHash(columns: readonly DigestColumn[]): string {
  const cells = columns.map(cellHash)
  return `hash(${joined(cells, (left, right) => `xor(${left}, ${right})`)})`
}

function cellHash({ physical, type }: DigestColumn): string {
  const name = ident(physical)
  const value = shapeOf(type).kind === 'float' ? `CASE WHEN isnan(${name}) THEN 'nan' ELSE ${name} + 0.0 END` : name
  return `CASE WHEN ${name} IS NULL THEN CAST(0 AS UBIGINT) ELSE hash(${value}, CAST(${saltOf(physical, type)} AS UBIGINT)) END`
}

function saltOf(physical: string, type: string): bigint {
  return createHash('sha256').update(`${physical}\0${type}`).digest().readBigUInt64BE()
}
