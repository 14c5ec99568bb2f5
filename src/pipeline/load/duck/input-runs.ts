import { join } from 'node:path'
import type { SourcedSpec } from '../../contract'
import { csvPart } from './csv-parts'
import { jsonPart } from './json-parts'
import { runsOf, type SourcePart, type SpoolFile } from './parts'
import { parquetRuns } from './parquet-runs'
import { scanOf, type RawScan } from './read-parts'
import type { Session } from './session'

/** Files that one scan reads, in order, with the rows that each gives. */
export interface InputRun {
  raw: RawScan
  /** Names by which columns can be found; undefined where positions are used. */
  names: string[] | undefined
  files: InputFile[]
}

export interface InputFile {
  file: SpoolFile
  rows: number
  /** How its records lie in a text file; undefined for Parquet. */
  part: SourcePart | undefined
}

/** Looks through all files and says how to read them. Reading itself comes later. */
export async function inputRuns(
  session: Session,
  spec: SourcedSpec,
  files: readonly SpoolFile[],
  bytesTotal: number,
  signal: AbortSignal
): Promise<InputRun[]> {
  if (spec.source.format === 'parquet') return parquetRuns(session, spec, files)
  const make = spec.source.format === 'csv' ? csvPart : jsonPart
  const parts: SourcePart[] = []
  let before = 0
  for (const [index, file] of files.entries()) {
    const stretch = { phase: 'reading' as const, from: 0.15, to: 0.3, subject: file.name }
    let reached = 0
    const progress = (bytes: number): void => {
      reached = bytes
      session.report.tell(stretch, (before + bytes) / Math.max(1, bytesTotal), { bytes: before + bytes, bytesTotal })
    }
    parts.push(await make(file, index, spec, { scratch: session.scratch, signal, progress }))
    before += reached
  }
  return Promise.all(runsOf(parts).map((run, index) => textRun(run, spec, join(session.scratch, `run-${index}`))))
}

async function textRun(run: SourcePart[], spec: SourcedSpec, linkFolder: string): Promise<InputRun> {
  const raw = await scanOf(run, spec, linkFolder)
  return { raw, names: run[0]?.header, files: run.map((part) => ({ file: part.file, rows: part.rows, part })) }
}
