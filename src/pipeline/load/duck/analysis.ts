import type { SourcedSpec, InputRef } from '../../contract'
import { redactText } from '../../lib/redact'
import { schemaIdOf } from '../../lake/schema-id'
import type { TableSchema } from '../../lake/types'
import { spool, type Spooled } from '../decode/spool'
import { requirePromised } from '../source/complete'
import { namesInterval } from '../source/interval-path'
import { ofInterval, partitionOfParts } from '../source/path-partition'
import type { SourceScope } from '../source/scope'
import type { StageRequest, WorkContext } from '../worker-api'
import { planChanges, type ChangePlan } from './changes'
import { Digests } from './digests'
import { uniqueRows } from './duplicates'
import { UNPACKED } from './file-sizes'
import { inputRuns } from './input-runs'
import { inputOfSpans, seenRows } from './input-of'
import { columnNotes, type LoadNote } from './missing-columns'
import { PartitionRange } from './partitions'
import { collectRefusals, type Refusals } from './quarantine'
import type { Session } from './session'
import { readSource, type FileSpan } from './source-table'
import { targetSchema } from './target-schema'
import { numberOf, type Row } from './row'
import { FLAG } from './typed-select'

/** What a load would do: everything is read, typed, checked and compared; nothing is written but to the scratch folder. */
export interface Analysis {
  schema: TableSchema
  schemaId: string
  range: PartitionRange
  inputs: InputRef[]
  spans: FileSpan[]
  plan: ChangePlan
  refusals: Refusals
  rowsRead: number
  rowsWritten: number
  bytesRead: number
  /** Throws where a file that was read in place has changed since; call when nothing will be read any more. */
  verify: () => Promise<void>
  notes: LoadNote[]
}

/** `staging` undefined: a check. `refuse` is called with the counts before rows are compared; it throws where too many are bad. */
export async function analyse(
  session: Session,
  request: StageRequest,
  context: WorkContext,
  staging: string | undefined,
  refuse: (counts: Counts) => Promise<void>
): Promise<Analysis> {
  const { spec, current } = request
  const { intervals = [], only = intervalPartitions(request) } = request
  const range = new PartitionRange(spec, request.from, request.to, only)
  const schema = targetSchema(spec, current, spec.mode === 'full' && (range.open || request.otherColumns === true))
  const source = await spoolSource(session, request, range, context)
  const spans = await readFiles(session, spec, source, context)
  requirePromised(source.promised, rowsByInput(source, spans.list))
  const counts = await countRows(session, spec, spans, range)
  session.report.counted(counts.read)
  await refuse({ ...counts, sample: () => sampleOf(session, request, spans, range) })
  const refusals = await collectRefusals(session, spec, spans.list, range, {
    runId: request.runId,
    staging,
    flagged: counts.flagged
  })
  const seen = spec.mode === 'append' && !request.again ? seenRows(current, source.inputs, spans.list) : undefined
  const condition = seen === undefined ? range.condition() : `${range.condition()} AND NOT (${seen})`
  const good = await uniqueRows(session, spec, condition)
  const schemaId = schemaIdOf(schema)
  const digests = await Digests.of(session)
  const byInterval = spec.mode === 'full' && request.intervals !== undefined && namesInterval(spec.source)
  const named = spec.mode === 'full' || only !== undefined ? range.named : []
  const plan = await planChanges({
    session,
    spec,
    schema,
    schemaId,
    current,
    good,
    range,
    digests,
    asked: intervals,
    empty: !hasRows(spans.list),
    byInterval,
    named
  })
  const rowsSeen = seen === undefined ? 0 : await countSeen(session, `${range.condition()} AND (${seen})`)
  const rowsWritten = plan.rowsWritten + rowsSeen
  return {
    schema,
    schemaId,
    range,
    inputs: source.inputs,
    spans: spans.list,
    plan,
    refusals: { rows: counts.refused, ...refusals },
    rowsRead: rowsWritten + counts.refused + plan.content.superseded,
    rowsWritten,
    verify: source.verify,
    bytesRead: source.inputs.reduce((sum, { bytes }) => sum + bytes, 0),
    notes: [
      ...spans.notes,
      ...addUp([...counts.exponents, ...refusals.notes]),
      ...noteIf('key.partitions', good.spread),
      ...noteIf('input.seen', rowsSeen),
      ...noteIf('rows.outside', counts.outside),
      ...noteIf('source.changed', source.changed)
    ]
  }
}

export interface Counts {
  /** Rows of the load, refused ones among them. */
  read: number
  refused: number
  outside: number
  /** The first refused rows, described. */
  sample(): Promise<Refusals['sample']>
}

interface RowCounts extends Omit<Counts, 'sample'> {
  /** Some rows need a closer look. */
  flagged: boolean
  exponents: LoadNote[]
}

interface ReadFiles {
  list: FileSpan[]
  notes: LoadNote[]
}

/** Files whose path says that they have no row of the load are left out. */
function scopeOf(spec: SourcedSpec, range: PartitionRange, intervals: StageRequest['intervals']): SourceScope {
  if (range.open) return { zone: spec.zone, intervals }
  const ofParts = partitionOfParts(spec)
  const holds = (dt: string | undefined): boolean => dt === undefined || range.holds(dt)
  return {
    zone: spec.zone,
    intervals,
    wants: (parts) => holds(ofParts(parts)),
    wantsInterval: (interval) => holds(ofInterval(interval, spec))
  }
}

/** The partitions of the intervals that were asked for. */
const intervalPartitions = ({ intervals }: StageRequest): string[] | undefined =>
  intervals === undefined ? undefined : [...new Set(intervals.map(({ dt }) => dt))]

async function spoolSource(
  session: Session,
  { spec, workspaceRoot, scratch, intervals, planned, now, s3 }: StageRequest,
  range: PartitionRange,
  { signal }: WorkContext
): Promise<Spooled> {
  const stretch = { phase: 'fetching', from: 0, to: 0.15, subject: redactText(spec.source.location) } as const
  const progress = (bytes: number, total: number | undefined): void => {
    const figures = { bytes, ...(total === undefined ? {} : { bytesTotal: total }) }
    session.report.tell(stretch, total === undefined ? 0 : bytes / Math.max(1, total), figures)
  }
  return spool(spec.source, {
    workspaceRoot,
    scratch,
    signal,
    progress,
    scope: scopeOf(spec, range, intervals),
    planned,
    now,
    s3
  })
}

async function readFiles(session: Session, spec: SourcedSpec, source: Spooled, { signal }: WorkContext): Promise<ReadFiles> {
  const bytes = source.files.reduce((sum, file) => sum + file.bytes, 0)
  await session.makeRoom(spec.source.format === 'parquet' ? bytes * UNPACKED : bytes)
  const runs = await inputRuns(session, spec, source.files, bytes, signal)
  const notes = columnNotes(spec, runs)
  return { list: await readSource(session, spec, runs), notes }
}

/** Rows that each input holds, bad ones among them. */
function rowsByInput({ inputs, paths }: Spooled, spans: readonly FileSpan[]): { path: string; rows: number }[] {
  const read = paths.map((path) => ({ path, rows: 0 }))
  const of = inputOfSpans(spans, inputs)
  for (const [index, { input }] of spans.entries()) {
    const own = read[of[index] ?? 0]
    if (own !== undefined) own.rows += input.rows + (input.part?.bad.length ?? 0)
  }
  return read
}

/** An empty day asks nothing of DuckDB but its file. */
const hasRows = (spans: readonly FileSpan[]): boolean => spans.some(({ from, to }) => to > from)

/** Rows by what their flag says: the one look at every row that tells whether any needs a closer one. */
async function countRows(session: Session, spec: SourcedSpec, { list }: ReadFiles, range: PartitionRange): Promise<RowCounts> {
  const broken = list.reduce((sum, { input }) => sum + (input.part?.bad.length ?? 0), 0)
  const inRange = range.condition()
  const flags = `SELECT flag, count(*) AS rows, count(*) FILTER (dt IS NULL OR (${inRange})) AS inside FROM source GROUP BY flag ORDER BY flag`
  const rows = hasRows(list) ? await session.rows(flags) : []
  const refused = rows.filter((row) => numberOf(row, 'flag') === FLAG.refused)
  const good = rows.filter((row) => numberOf(row, 'flag') !== FLAG.refused)
  const total = (of: readonly Row[], name: string): number => of.reduce((sum, row) => sum + numberOf(row, name), 0)
  // A refused row without a partition may belong to the load: it counts.
  const refusedRows = broken + total(refused, 'inside')
  return {
    refused: refusedRows,
    read: refusedRows + total(good, 'inside'),
    outside: total(rows, 'rows') + broken - refusedRows - total(good, 'inside'),
    flagged: rows.some((row) => [FLAG.refused, FLAG.look].some((flag) => flag === numberOf(row, 'flag'))),
    exponents: rows
      .filter((row) => numberOf(row, 'flag') >= FLAG.firstNote && numberOf(row, 'inside') > 0)
      .map((row) => ({
        code: 'number.exponent',
        column: spec.columns[numberOf(row, 'flag') - FLAG.firstNote]?.name ?? null,
        count: numberOf(row, 'inside')
      }))
  }
}

async function sampleOf(
  session: Session,
  { spec, runId }: StageRequest,
  { list }: ReadFiles,
  range: PartitionRange
): Promise<Refusals['sample']> {
  return (await collectRefusals(session, spec, list, range, { runId, staging: undefined, flagged: true, limit: 20 })).sample
}

/** Notes of one kind about one column, added up. */
function addUp(notes: readonly LoadNote[]): LoadNote[] {
  const sums = new Map<string, LoadNote>()
  for (const note of notes) {
    const key = `${note.code} ${note.column ?? ''}`
    sums.set(key, { ...note, count: note.count + (sums.get(key)?.count ?? 0) })
  }
  return [...sums.values()]
}

async function countSeen(session: Session, condition: string): Promise<number> {
  const [row] = await session.rows(`SELECT count(*) AS rows FROM source WHERE flag <> ${FLAG.refused} AND ${condition}`)
  return numberOf(row, 'rows')
}

const noteIf = (code: string, count: number): LoadNote[] => (count === 0 ? [] : [{ code, column: null, count }])
