import type { JS } from '@duckdb/node-api'
import type { TableColumn } from '../../lake/types'
import type { WorkContext } from '../worker-api'
import { shapeOf } from './column-types'
import type { Session } from './session'
import { ident } from './sql'
import { digestCell, rowBits, sqlValue } from './sql-values'
import { storedRows } from './stored'
import { withSession } from './with-session'

/** Rows that leave the lake for a database: columns in the order in which they are sent. */
export interface OutgoingSource {
  files: readonly string[]
  columns: readonly TableColumn[]
  scratch: string
}

export interface OutgoingFacts {
  rows: number
  /** Of all cells: the sum over the rows of 60 bits of their MD5, see docs/deliver.md. */
  sum: bigint
  /** Columns with values that no database column holds: NaN and infinities. */
  notFinite: string[]
}

/** Rows of Parquet files as SQL has them. */
export interface Outgoing {
  facts(): Promise<OutgoingFacts>
  /** For each column the same sum over that column and the key: tells which columns differ. */
  columnSums(key: readonly TableColumn[]): Promise<bigint[]>
  /** Each text is a row in parentheses with the values that follow it, such as `(1,'005930',NULL,'2024-01')`. */
  tuples(more: string): AsyncGenerator<string[]>
}

/** Reads with one DuckDB, on connections of their own, so that facts are worked out while rows are on their way. */
export function withOutgoing<T>(source: OutgoingSource, context: WorkContext, work: (rows: Outgoing) => Promise<T>): Promise<T> {
  return withSession(
    source.scratch,
    context,
    async (session) => {
      const [first, second] = await session.lanes(2)
      const pending: Promise<unknown>[] = []
      try {
        return await work(outgoing(source, first ?? session, second ?? session, pending))
      } finally {
        // A DuckDB that is closed under a query takes the process with it.
        await Promise.allSettled(pending)
      }
    },
    source.columns.length
  )
}

/** `pending` gets what is asked for beside the rows, which may outlast them. */
function outgoing({ files, columns }: OutgoingSource, rows: Session, aside: Session, pending: Promise<unknown>[]): Outgoing {
  const from = storedRows(files, columns)
  const following = <T>(asked: Promise<T>): Promise<T> => {
    pending.push(asked)
    return asked
  }
  const columnSums = async (key: readonly TableColumn[]): Promise<bigint[]> => {
    const sums = columns.map((column) => sumOf([...key, column]))
    const [row] = await aside.rows(`SELECT ${sums.map((sum, index) => `${sum} AS c${index}`).join(', ')} FROM ${from}`)
    return columns.map((_, index) => bits(row?.[`c${index}`]))
  }
  return {
    facts: () => following(factsOf(aside, from, columns)),
    columnSums: (key) => following(columnSums(key)),
    tuples: (more) => {
      const values = columns.map((column) => `coalesce(${sqlValue(column)}, 'NULL')`).join(` || ',' || `)
      return rows.texts(`SELECT '(' || ${values} || '${more.replaceAll("'", "''")})' FROM ${from}`)
    }
  }
}

async function factsOf(session: Session, from: string, columns: readonly TableColumn[]): Promise<OutgoingFacts> {
  const floats = columns.filter(({ type }) => shapeOf(type).kind === 'float')
  const odd = floats.map(({ physical }, index) => `count(*) FILTER (NOT isfinite(${ident(physical)})) AS f${index}`)
  const [row] = await session.rows(`SELECT ${['count(*) AS n', `${sumOf(columns)} AS s`, ...odd].join(', ')} FROM ${from}`)
  return {
    rows: Number(row?.['n'] ?? 0),
    sum: bits(row?.['s']),
    notFinite: floats.filter((_, index) => Number(row?.[`f${index}`]) > 0).map(({ name }) => name)
  }
}

const bits = (value: JS | undefined): bigint => BigInt(typeof value === 'string' ? value : 0)

/** As text: a sum may exceed what a number holds exactly. */
const sumOf = (columns: readonly TableColumn[]): string =>
  `CAST(coalesce(sum(${rowBits(columns.map(digestCell))}), 0) AS VARCHAR)`
