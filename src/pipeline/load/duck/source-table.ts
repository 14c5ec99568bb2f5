import type { DatasetSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { duckType } from './column-types'
import { exactNumberMacros } from './numbers'
import type { InputFile, InputRun } from './input-runs'
import type { Session } from './session'
import { typedSelect } from './typed-select'

/** A file's rows in the table `source`: rowid from ≤ id < to. */
export interface FileSpan {
  run: InputRun
  input: InputFile
  from: number
  to: number
}

/**
 * Reads everything once into the table `source` (k0 …, dt, flag); rowid is the row's place in the input.
 * Refuses to go on where DuckDB saw another number of rows than our own reading of the files.
 */
export async function readSource(session: Session, spec: DatasetSpec, runs: readonly InputRun[]): Promise<FileSpan[]> {
  await session.run(exactNumberMacros)
  const columns = spec.columns.map(({ type }, index) => `k${index} ${duckType(type)}`)
  await session.run(`CREATE TABLE source (${[...columns, 'dt DATE', 'flag USMALLINT'].join(', ')})`)
  const spans = spansOf(runs)
  const total = spans.at(-1)?.to ?? 0
  let before = 0
  for (const run of runs) {
    const rows = run.files.reduce((sum, file) => sum + file.rows, 0)
    const at = (done: number): number => 0.3 + (0.3 * done) / Math.max(1, total)
    const subject = run.files[0]?.file.name ?? ''
    await session.run(`INSERT INTO source ${typedSelect(spec, run.raw).sql}`, {
      phase: 'typing',
      from: at(before),
      to: at(before + rows),
      subject
    })
    before += rows
    await assertRows(session, before, subject)
  }
  return spans
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

async function assertRows(session: Session, expected: number, subject: string): Promise<void> {
  const [counted] = await session.rows('SELECT count(*) AS rows FROM source')
  const rows = Number(counted?.['rows'] ?? -1)
  if (rows === expected) return
  throw new AppError('internal', `${subject}: ${expected} rows were expected up to here, ${rows} were read.`, {
    hint: 'Nothing was changed. Please report this file: its rows are told apart in two ways that disagree.',
    details: { expected, rows }
  })
}
