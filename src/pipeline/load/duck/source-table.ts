import type { SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { duckType } from './column-types'
import { codeMacros } from './codes'
import { exactNumberMacros } from './numbers'
import type { InputFile, InputRun } from './input-runs'
import type { Session } from './session'
import { typedSelect, type TypedSelect } from './typed-select'

/** A file's rows in the table `source`: rowid from ≤ id < to. */
export interface FileSpan {
  run: InputRun
  input: InputFile
  from: number
  to: number
}

/**
 * Reads everything once into the table `source` (k0 …, file: number of the span, dt, flag); rowid is the row's place in the input.
 * Refuses to go on where DuckDB saw other rows in a file, or in another order, than our own reading of it.
 */
export async function readSource(session: Session, spec: SourcedSpec, runs: readonly InputRun[]): Promise<FileSpan[]> {
  const spans = spansOf(runs)
  if (spans.every(({ input }) => input.rows === 0)) {
    await createSource(session, spec)
    return spans
  }
  await session.run(exactNumberMacros)
  await session.run(codeMacros)
  const selects = runs.map((run) => typedSelect(spec, run.raw))
  if (selects.length > 0 && selects.every(({ repeatable }) => repeatable)) await viewSource(session, spans, selects)
  else await copySource(session, spec, runs, selects)
  await assertSpans(session, spans)
  return spans
}

/** Parquet that needs no reading of text is not copied: each later step reads the columns that it needs from where they are. */
async function viewSource(session: Session, spans: readonly FileSpan[], selects: readonly TypedSelect[]): Promise<void> {
  const parts = selects.map(
    ({ sql }, index) =>
      `SELECT * EXCLUDE (place) REPLACE (${index} AS file), place + ${spans[index]?.from ?? 0} AS rowid FROM (${sql})`
  )
  await session.run(`CREATE VIEW source AS ${parts.join(' UNION ALL ')}`)
}

async function copySource(
  session: Session,
  spec: SourcedSpec,
  runs: readonly InputRun[],
  selects: readonly TypedSelect[]
): Promise<void> {
  await createSource(session, spec)
  const stored = spec.columns.map((_, column) => `k${column}`).join(', ')
  const rowsOf = ({ files }: InputRun): number => files.reduce((sum, { rows }) => sum + rows, 0)
  const total = runs.reduce((sum, run) => sum + rowsOf(run), 0)
  let before = 0
  let files = 0
  for (const [index, run] of runs.entries()) {
    const at = (done: number): number => 0.3 + (0.3 * done) / Math.max(1, total)
    const subject = run.files[0]?.file.name ?? ''
    const stretch = { phase: 'typing', from: at(before), to: at(before + rowsOf(run)), subject } as const
    await session.run(
      `INSERT INTO source SELECT ${stored}, file + ${files}, dt, flag FROM (${selects[index]?.sql ?? ''})`,
      stretch
    )
    before += rowsOf(run)
    files += run.files.length
  }
}

async function createSource(session: Session, spec: SourcedSpec): Promise<void> {
  const columns = spec.columns.map(({ type }, index) => `k${index} ${duckType(type)}`)
  await session.run(`CREATE TABLE source (${[...columns, 'file INTEGER', 'dt DATE', 'flag USMALLINT'].join(', ')})`)
}

function spansOf(runs: readonly InputRun[]): FileSpan[] {
  let from = 0
  return runs.flatMap((run) =>
    run.files.map((input) => {
      const span = { run, input, from, to: from + input.rows }
      from = span.to
      return span
    })
  )
}

async function assertSpans(session: Session, spans: readonly FileSpan[]): Promise<void> {
  const rows = await session.rows(
    'SELECT file, count(*) AS rows, min(rowid) AS first, max(rowid) AS last FROM source GROUP BY file'
  )
  const found = new Map(rows.map((row) => [Number(row['file']), row]))
  for (const [index, { input, from, to }] of spans.entries()) {
    const row = found.get(index)
    const counted = Number(row?.['rows'] ?? 0)
    const inPlace = row === undefined || (Number(row['first']) === from && Number(row['last']) === to - 1)
    if (counted === input.rows && inPlace) continue
    throw new AppError('internal', `${input.file.name}: ${input.rows} rows were expected, ${counted} were read.`, {
      hint: 'Nothing was changed. Please report this file: its rows are told apart in two ways that disagree.',
      details: { file: input.file.name, expected: input.rows, rows: counted, first: Number(row?.['first'] ?? 0), from }
    })
  }
}
