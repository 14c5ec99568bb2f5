import { DuckDBInstance, type JS } from '@duckdb/node-api'
import type { ResultColumn } from '../../contract'
import type { TableColumn } from '../../lake/types'
import { throwIfAborted } from '../../lib/abort'
import type { ColumnPage, PreviewRequest } from '../worker-api'
import { shapeOf } from './column-types'
import { encodeVector, type WireValue } from './encode-vector'
import { duckError } from './errors'
import { ident } from './sql'
import { storedRows } from './stored'

/** Reads rows of Parquet files in file order. One thread and no cache of its own: a page costs footers and the row groups that hold it. */
export class PageReader {
  private constructor(private readonly instance: DuckDBInstance) {}

  static async open(): Promise<PageReader> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '1',
      memory_limit: '200MB',
      temp_directory: '',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false'
    })
    return new PageReader(instance)
  }

  /** Rows [from, to) as columns, with their original names. */
  async page({ files, schema, columns }: PreviewRequest, from: number, to: number, signal: AbortSignal): Promise<ColumnPage> {
    throwIfAborted(signal)
    const wanted = columns === undefined ? schema.columns : pick(schema.columns, columns)
    const cells = wanted.map((column) => `${wireSql(column)} AS ${ident(column.physical)}`)
    const limit = `LIMIT ${Math.max(0, to - from)} OFFSET ${from}`
    const values = await this.read(`SELECT ${cells.join(', ')} FROM ${storedRows(files, wanted)} ${limit}`, signal)
    return {
      rows: values[0]?.length ?? 0,
      columns: wanted.map(resultColumn),
      buffers: wanted.flatMap((column, index) =>
        encodeVector(resultColumn(column).encoding, (values[index] ?? []) as WireValue[])
      )
    }
  }

  /** A connection of its own, so that cancelling one page leaves the others alone. */
  private async read(sql: string, signal: AbortSignal): Promise<JS[][]> {
    const connection = await this.instance.connect()
    const interrupt = (): void => connection.interrupt()
    signal.addEventListener('abort', interrupt)
    try {
      return (await connection.runAndReadAll(sql)).getColumnsJS()
    } catch (error) {
      throw duckError(error, 'Reading rows', signal.aborted)
    } finally {
      signal.removeEventListener('abort', interrupt)
      connection.closeSync()
    }
  }
}

const pick = (columns: readonly TableColumn[], names: readonly string[]): TableColumn[] =>
  names.flatMap((name) => columns.filter((column) => column.name === name))

/** The column as the wire has it: days, µs, exact text. */
function wireSql({ physical, type }: TableColumn): string {
  const name = ident(physical)
  const { kind } = shapeOf(type)
  if (kind === 'decimal') return `CAST(${name} AS VARCHAR)`
  if (kind === 'date') return `CAST(${name} - DATE '1970-01-01' AS INTEGER)`
  return kind === 'datetime' || kind === 'timestamp' ? `epoch_us(${name})` : name
}

export function resultColumn({ name, type, unit }: TableColumn): ResultColumn {
  const { kind } = shapeOf(type)
  return { name, kind, type, encoding: encodings[kind], ...(unit === undefined ? {} : { unit }) }
}

const encodings = {
  text: 'utf8',
  integer: 'i64',
  decimal: 'utf8',
  float: 'f64',
  boolean: 'u8',
  date: 'i32',
  datetime: 'i64',
  timestamp: 'i64',
  time: 'i64'
} as const
