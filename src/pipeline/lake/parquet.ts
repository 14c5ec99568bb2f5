import { parquetMetadataAsync, type AsyncBuffer, type FileMetaData } from 'hyparquet'
import type { ObjectStore } from './object-store'

/** A file of the lake as hyparquet reads it: only the ranges that are asked for. */
export const parquetFile = (store: ObjectStore, key: string, bytes: number): AsyncBuffer => ({
  byteLength: bytes,
  slice: async (start, end) => exactBuffer(await store.read(key, { start, end: end ?? bytes }))
})

/** The footer of a Parquet file; throws where it is none. */
export const parquetFooter = (store: ObjectStore, key: string, bytes: number): Promise<FileMetaData> =>
  parquetMetadataAsync(parquetFile(store, key, bytes))

/** A copy that holds these bytes and no others, as hyparquet wants them. */
export function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  return copy
}
