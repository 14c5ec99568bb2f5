import type { ResultColumn, ResultHandle, ResultPage } from '../contract'
import type { Clock } from '../lib/clock'
import { AppError } from '../lib/errors'
import { newId } from '../lib/ids'
import type { ColumnPage } from '../load/worker-api'
import { WithBuffers } from './protocol/dispatch'
import { sliceColumn, type ColumnBuffers } from './slice-column'

/** A result that nobody has read for this long is forgotten, in ms. */
const EXPIRES_MS = 10 * 60_000
/** All results together; the one unread longest goes first. */
const MAX_BYTES = 64 * 1024 * 1024
/** Rows of one page. */
const MAX_PAGE = 10_000

interface Kept {
  page: ColumnPage
  bytes: number
  usedMs: number
}

/** Results by handle, kept here so that paging costs no worker and survives a window's reload. */
export class ResultRegistry {
  private readonly kept = new Map<string, Kept>()

  constructor(private readonly clock: Clock) {}

  keep(page: ColumnPage, version: number | null): ResultHandle {
    const handle = newId(this.clock.now())
    const bytes = page.buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0)
    this.kept.set(handle, { page, bytes, usedMs: this.clock.monotonic() })
    this.sweep()
    return { handle, schema: page.columns, rows: page.rows, version }
  }

  /** Rows [from, to) of the named columns (all where absent); `result.gone` once it has expired. */
  page(handle: string, from: number, to: number, names: readonly string[] | undefined): WithBuffers<ResultPage> {
    this.sweep()
    const kept = this.kept.get(handle)
    if (kept === undefined) throw gone(handle)
    kept.usedMs = this.clock.monotonic()
    this.kept.delete(handle)
    this.kept.set(handle, kept)
    const start = Math.min(from, kept.page.rows)
    const end = Math.max(start, Math.min(to, kept.page.rows, start + MAX_PAGE))
    const chosen = chooseColumns(kept.page.columns, names)
    const buffers = chosen.flatMap(({ column, index }) => sliceColumn(column.encoding, buffersOf(kept.page, index), start, end))
    const columns = chosen.map(({ column }) => column)
    return new WithBuffers({ handle, from: start, rows: end - start, columns }, buffers)
  }

  close(handle: string): void {
    this.kept.delete(handle)
  }

  private sweep(): void {
    const now = this.clock.monotonic()
    let bytes = 0
    for (const [handle, kept] of [...this.kept].reverse()) {
      bytes += kept.bytes
      if (now - kept.usedMs > EXPIRES_MS || bytes > Math.max(MAX_BYTES, kept.bytes)) this.kept.delete(handle)
    }
  }
}

function chooseColumns(columns: readonly ResultColumn[], names: readonly string[] | undefined) {
  const all = columns.map((column, index) => ({ column, index }))
  if (names === undefined) return all
  return names.map((name) => {
    const found = all.find(({ column }) => column.name === name)
    if (found !== undefined) return found
    throw new AppError('usage', `The result has no column "${name}".`, { details: { column: name } })
  })
}

function buffersOf(page: ColumnPage, index: number): ColumnBuffers {
  const at = (offset: number): Uint8Array => page.buffers[index * 3 + offset] ?? new Uint8Array()
  return { validity: at(0), values: at(1), offsets: at(2) }
}

const gone = (handle: string) =>
  new AppError('result.gone', 'This result is no longer kept.', {
    hint: 'Open it again.',
    retriable: true,
    details: { handle }
  })
