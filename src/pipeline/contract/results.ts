import { z } from 'zod'
import { columnKind } from './dataset'

/**
 * How a column's values travel: fixed-width values in one buffer, or UTF-8 bytes with u32 offsets (rows + 1).
 * integer, time → i64 (time in µs since midnight) · float → f64 · boolean → u8 · date → i32 days since 1970-01-01
 * datetime, timestamp → i64 µs since 1970-01-01 (wall clock; UTC) · decimal, text → utf8 (decimal as exact text).
 */
export const vectorEncoding = z.enum(['i64', 'f64', 'u8', 'i32', 'utf8'])
export type VectorEncoding = z.infer<typeof vectorEncoding>

export const resultColumn = z.object({
  name: z.string(),
  kind: columnKind,
  type: z.string(),
  encoding: vectorEncoding,
  unit: z.string().optional()
})
export type ResultColumn = z.infer<typeof resultColumn>

/** A result is read in pages by its handle; it expires 10 minutes after the last use and dies with its worker (`result.gone`). */
export const resultHandle = z.object({
  handle: z.string(),
  schema: z.array(resultColumn),
  rows: z.number().int(),
  /** The table's version that was read; null for other results. */
  version: z.number().int().nullable()
})
export type ResultHandle = z.infer<typeof resultHandle>

/** Header of a page; the frame's buffers follow per column: validity bitmap (or empty: all valid), values, offsets (utf8 only, else empty). */
export const resultPage = z.object({
  handle: z.string(),
  from: z.number().int(),
  rows: z.number().int(),
  columns: z.array(resultColumn)
})
export type ResultPage = z.infer<typeof resultPage>
