import { availableParallelism } from 'node:os'
import { DuckDBInstance } from '@duckdb/node-api'

/** Leaves room for Node and for what DuckDB does not count, below 1 GB for the process. */
const MEMORY = '600MB'
/** Counts vectors that are set aside and hardly touched: 2,000 columns take about 500 MB in truth. */
const WIDE_MEMORY = '1GB'

export const instanceSettings = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  preserve_insertion_order: 'true'
}

/** To open a DuckDB takes longer than most small pieces of work: those that stayed small are kept for the next, one for each at a time. */
const spare: DuckDBInstance[] = []
const MOST_SPARE = 4

export const takeInstance = async (): Promise<DuckDBInstance> =>
  spare.pop() ??
  DuckDBInstance.create(':memory:', { ...instanceSettings, memory_limit: MEMORY, threads: String(availableParallelism()) })

/** One thread for tables of many columns. */
export const wideInstance = (): Promise<DuckDBInstance> =>
  DuckDBInstance.create(':memory:', { ...instanceSettings, memory_limit: WIDE_MEMORY, threads: '1' })

/** For instances that hold nothing any more and never spilled. */
export function keepInstance(instance: DuckDBInstance): void {
  if (spare.length < MOST_SPARE) spare.push(instance)
  else instance.closeSync()
}
