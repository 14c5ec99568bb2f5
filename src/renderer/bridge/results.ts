import { useEffect, useState } from 'react'
import type { ErrorData, Outcome, ResultHandle } from '../../pipeline/contract'
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

/** All rows of a small result (a preview), read once; the result is closed when it is no longer shown. */
export function useRows(result: ResultHandle | undefined): { page: Page | undefined; error: ErrorData | undefined } {
  const [read, setRead] = useState<{ handle: string; outcome: Outcome<Page> } | null>(null)
  const handle = result?.handle
  const rows = result?.rows ?? 0
  useEffect(() => {
    if (handle === undefined) return
    const stop = new AbortController()
    void readPage(handle, 0, rows, stop.signal).then((outcome) => {
      if (!stop.signal.aborted) setRead({ handle, outcome })
    })
    return () => {
      stop.abort()
      void call('result.close', { handle })
    }
  }, [handle, rows])
  const current = read?.handle === handle ? read?.outcome : undefined
  return {
    page: current?.ok === true ? current.value : undefined,
    error: current?.ok === false ? current.error : undefined
  }
}
