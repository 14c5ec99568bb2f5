import { open, mkdir, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SourcedSpec, QuarantinedRow } from '../../contract'
import type { StagedLoad } from '../worker-api'
import { faultRows, type CellFault, type FaultRow } from './fault-rows'
import type { LoadNote } from './missing-columns'
import type { PartitionRange } from './partitions'
import type { Session } from './session'
import type { FileSpan } from './source-table'

const SAMPLES = 20
const RAW_LIMIT = 4000

export interface Refusals {
  rows: number
  sample: QuarantinedRow[]
  files: StagedLoad['quarantine']
  notes: LoadNote[]
}

/** Takes refused rows one by one: to files in the staging folder, or only to the sample where there is none. */
export class QuarantineWriter {
  readonly sample: QuarantinedRow[] = []
  private readonly files = new Map<string | null, { path: string; rows: number; handle: FileHandle; pending: string[] }>()

  constructor(private readonly staging: string | undefined) {}

  async add(row: QuarantinedRow): Promise<void> {
    if (this.sample.length < SAMPLES) this.sample.push(row)
    if (this.staging === undefined) return
    const file = this.files.get(row.dt) ?? (await this.create(this.staging, row.dt))
    file.rows++
    file.pending.push(`${JSON.stringify(row)}\n`)
    if (file.pending.length >= 1000) await this.write(file)
  }

  async close(): Promise<StagedLoad['quarantine']> {
    for (const file of this.files.values()) {
      await this.write(file)
      await file.handle.close()
    }
    return [...this.files].map(([dt, { rows, path }]) => ({ dt, rows, path }))
  }

  private async create(
    staging: string,
    dt: string | null
  ): Promise<{ path: string; rows: number; handle: FileHandle; pending: string[] }> {
    const path = `quarantine/${dt ?? 'unknown'}.jsonl`
    await mkdir(dirname(join(staging, path)), { recursive: true })
    const file = { path, rows: 0, handle: await open(join(staging, path), 'w', 0o600), pending: [] }
    this.files.set(dt, file)
    return file
  }

  private async write(file: { handle: FileHandle; pending: string[] }): Promise<void> {
    await file.handle.write(file.pending.join(''))
    file.pending = []
  }
}

/** Describes every refused row: those whose record is broken, then those with cells that cannot stand. Counts notes on the way. */
export async function collectRefusals(
  session: Session,
  spec: SourcedSpec,
  spans: readonly FileSpan[],
  range: PartitionRange,
  options: { runId: string; staging: string | undefined; flagged: boolean; limit?: number }
): Promise<Omit<Refusals, 'rows'>> {
  const writer = new QuarantineWriter(options.staging)
  const counts = new Map<string, LoadNote>()
  for (const span of spans) for await (const row of brokenRows(span, options)) await writer.add(row)
  const flagged = options.flagged ? spans : []
  for await (const row of faultRows(session, spec, flagged, options.limit)) {
    if (row.refused) {
      const described = describe(row, spec, options.runId, range)
      if (described !== undefined) await writer.add(described)
    } else countNotes(row.faults, spec, counts)
  }
  return { sample: writer.sample, files: await writer.close(), notes: [...counts.values()] }
}

async function* brokenRows(
  span: FileSpan,
  { runId, limit = Infinity }: { runId: string; limit?: number }
): AsyncGenerator<QuarantinedRow> {
  const { part, file } = span.input
  if (part === undefined || part.bad.length === 0) return
  const handle = await open(file.path, 'r')
  try {
    for (const { start, end, line, fault, message } of part.bad.slice(0, limit)) {
      const bytes = Buffer.alloc(Math.min(end - start, RAW_LIMIT * 4))
      await handle.read(bytes, 0, bytes.length, start)
      const raw = bytes.toString('utf8').slice(0, RAW_LIMIT)
      yield { runId, dt: null, file: file.name, line, byte: start, column: null, value: null, reason: fault, message, raw }
    }
  } finally {
    await handle.close()
  }
}

/** Undefined where the row's partition is known and outside the load. */
function describe(row: FaultRow, spec: SourcedSpec, runId: string, range: PartitionRange): QuarantinedRow | undefined {
  const dt = row.day === null ? null : range.label(row.day)
  if (dt !== null && !range.holds(dt)) return undefined
  const { file, line, byte, raw } = row
  return { runId, dt, file, line, byte, raw, ...faultOf(row, spec) }
}

/** The first fault names the column; a row is refused once. */
function faultOf({ faults }: FaultRow, spec: SourcedSpec): Pick<QuarantinedRow, 'column' | 'value' | 'reason' | 'message'> {
  const fault = faults.find(({ f }) => f !== 'number.exponent')
  const column = fault === undefined ? undefined : spec.columns[fault.c]
  const value = fault?.v?.slice(0, RAW_LIMIT) ?? null
  const reason = fault?.f ?? 'cell.type'
  return {
    column: column?.name ?? null,
    value,
    reason,
    message: messageOf(reason, column?.name ?? '', column?.type ?? '', value)
  }
}

function messageOf(reason: string, column: string, type: string, value: string | null): string {
  if (reason === 'row.key') return `"${column}" is part of the key and has no value.`
  if (reason === 'cell.null') return `"${column}" must have a value.`
  if (reason === 'row.partition') return `"${column}" gives no partition.`
  return `"${(value ?? '').slice(0, 200)}" cannot be read exactly as ${type} in "${column}".`
}

function countNotes(found: readonly CellFault[], spec: SourcedSpec, counts: Map<string, LoadNote>): void {
  for (const { c, f } of found) {
    const code = f === 'cell.type' ? 'cell.nulled' : f
    const column = spec.columns[c]?.name ?? null
    const note = counts.get(`${code} ${c}`) ?? { code, column, count: 0 }
    note.count++
    counts.set(`${code} ${c}`, note)
  }
}
