import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
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

/** Values of a decimal column as the integers that stand in the files: hyparquet would make doubles of them. */
export async function readUnscaled(paths: readonly string[], column: string): Promise<unknown[]> {
  const values: unknown[] = []
  for (const path of paths) {
    const file = await asyncBufferFromFile(path)
    const metadata = await parquetMetadataAsync(file)
    for (const element of metadata.schema) {
      if (element.name !== column) continue
      delete element.converted_type
      delete element.logical_type
    }
    for (const row of await parquetReadObjects({ file, metadata, compressors })) values.push(row[column])
  }
  return values
}
