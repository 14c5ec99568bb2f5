import type { TableColumn } from '../../lake/types'
import type { WorkContext } from '../worker-api'
import { duckType } from './column-types'
import { exactNumberMacros } from './numbers'
import { numberOf } from './row'
import { ident, literal } from './sql'
import { storedRows } from './stored'
import { typedOf } from './typing'
import { withSession } from './with-session'

export interface CompareKeysRequest {
  /** The key's columns as the table stores them. */
  columns: TableColumn[]
  /** The zone of wall-clock texts. */
  zone: string
  /** Parquet files of one partition. */
  files: string[]
  /** CSV with a header and the key's columns as texts, in the same order: the keys of the other side. */
  csv: string
  sampleSize: number
  /** A private folder for what does not fit into memory. */
  scratch: string
}

export interface ComparedKeys {
  keysHere: number
  keysThere: number
  /** Keys of the files that the CSV lacks. */
  deleted: number
  /** Keys of the CSV that the files lack. */
  added: number
  /** Deleted keys in order, by name of their columns. */
  sample: Record<string, string | null>[]
}

/** Compares keys as sets, by the value that each text stands for: `0012` and `12` are one integer. */
export async function compareKeys(request: CompareKeysRequest, context: WorkContext): Promise<ComparedKeys> {
  const { columns, scratch, sampleSize } = request
  return withSession(scratch, context, async (session) => {
    await session.run(exactNumberMacros)
    await session.makeRoom(Number.MAX_SAFE_INTEGER)
    await session.run(`CREATE TABLE here AS SELECT DISTINCT ${hereKeys(columns)} FROM ${storedRows(request.files, columns)}`)
    await session.run(`CREATE TABLE there AS SELECT DISTINCT ${thereKeys(request)} FROM ${csvOf(request)}`)
    await session.run('CREATE TABLE deleted AS FROM here EXCEPT FROM there')
    const [counts] = await session.rows(
      'SELECT (SELECT count(*) FROM here) AS here, (SELECT count(*) FROM there) AS there, (SELECT count(*) FROM deleted) AS deleted, ' +
        '(SELECT count(*) FROM (FROM there EXCEPT FROM here)) AS added'
    )
    const rows = await session.rows(`FROM deleted ORDER BY ALL LIMIT ${sampleSize}`)
    return {
      keysHere: numberOf(counts, 'here'),
      keysThere: numberOf(counts, 'there'),
      deleted: numberOf(counts, 'deleted'),
      added: numberOf(counts, 'added'),
      sample: rows.map((row) =>
        Object.fromEntries(
          columns.map(({ name }, index) => {
            const value = row[`k${index}`]
            return [name, typeof value === 'string' ? value : null]
          })
        )
      )
    }
  })
}

const hereKeys = (columns: readonly TableColumn[]): string =>
  columns.map(({ physical }, index) => `CAST(${ident(physical)} AS VARCHAR) AS k${index}`).join(', ')

/** A text that cannot be read as the column's type stays what it is: the files have no such key. */
const thereKeys = ({ columns, zone }: CompareKeysRequest): string =>
  columns
    .map(({ name, type, nullable }, index) => {
      const typed = typedOf({ name, type, nullable, source: { header: name } }, `t${index}`, zone, undefined)
      return `coalesce(CAST(CAST(${typed} AS ${duckType(type)}) AS VARCHAR), t${index}) AS k${index}`
    })
    .join(', ')

const csvOf = ({ csv, columns }: CompareKeysRequest): string => {
  const types = columns.map((_, index) => `'t${index}': 'VARCHAR'`).join(', ')
  const grammar = `auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', new_line = '\\n'`
  return `read_csv(${literal(csv)}, ${grammar}, max_line_size = 33554432, columns = {${types}})`
}
