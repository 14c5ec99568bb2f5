import type { Outcome } from '../../pipeline/contract'
import { call } from './calls'
import { decodeColumns, type ColumnAccessor } from './columns'

export interface Page {
  handle: string
  from: number
  rows: number
  columns: ColumnAccessor[]
}

/** Rows `from` (inclusive) to `to` (exclusive) of a result. */
export async function readPage(handle: string, from: number, to: number, signal?: AbortSignal): Promise<Outcome<Page>> {
  const outcome = await call('result.page', { handle, from, to }, signal)
  if (!outcome.ok) return outcome
  const { value, buffers } = outcome
  try {
    return {
      ok: true,
      value: { handle, from: value.from, rows: value.rows, columns: decodeColumns(value, buffers) },
      buffers: []
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, error: { code: 'ipc.invalid', message, retriable: false } }
  }
}
