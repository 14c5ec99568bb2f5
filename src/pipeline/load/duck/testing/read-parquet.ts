import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

/** Rows of Parquet files as an independent reader sees them. */
export async function readParquet(paths: readonly string[]): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  for (const path of paths) {
    const file = await asyncBufferFromFile(path)
    rows.push(...(await parquetReadObjects({ file, compressors })))
  }
  return rows
}
