import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

/** Rows of Parquet files as an independent reader sees them. */
export async function readParquet(paths: readonly string[]): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  for (const path of paths) {
    const file = await asyncBufferFromFile(path)
    for (const row of await parquetReadObjects({ file, compressors })) rows.push(row)
  }
  return rows
}
