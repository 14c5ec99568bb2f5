import { AppError } from '../../lib/errors'
import type { InputRef, LoadCheck } from '../../contract'
import type { StagedFile, StagedLoad, StageRequest, WorkContext } from '../worker-api'
import { analyse, type Analysis, type Counts } from './analysis'
import { inputsAfter, type Change } from './changes'
import { inputsByPartition } from './input-of'
import type { Session } from './session'
import { withSession } from './with-session'
import { writeFile } from './write-file'

/** Reads, checks and compares, and writes the changed partitions as Parquet files into the staging folder. */
export async function stage(request: StageRequest, context: WorkContext): Promise<StagedLoad> {
  return withSession(request.scratch, context, async (session) => {
    const analysis = await analyse(session, request, context, request.staging, (counts) => refuseTooMany(request, counts))
    const partitions = await writePartitions(session, request, analysis)
    const { schema, schemaId, inputs, rowsRead, rowsWritten, bytesRead, notes, refusals, plan } = analysis
    return {
      schema,
      schemaId,
      inputs,
      rowsRead,
      rowsWritten,
      rowsQuarantined: refusals.rows,
      rowsSuperseded: plan.content.superseded,
      bytesRead,
      partitions,
      quarantine: refusals.files,
      quarantineSample: refusals.sample,
      notes
    }
  })
}

/** The same reading and comparing; nothing is written, and too many bad rows are said rather than thrown. */
export async function check(request: StageRequest, context: WorkContext): Promise<LoadCheck> {
  return withSession(request.scratch, context, async (session) => {
    let wouldBeRefused = false
    const note = (counts: Counts): Promise<void> => {
      wouldBeRefused = isTooMany(request, counts)
      return Promise.resolve()
    }
    const { rowsRead, rowsWritten, refusals, plan, bytesRead, notes, inputs } = await analyse(
      session,
      request,
      context,
      undefined,
      note
    )
    return {
      rowsRead,
      rowsGood: rowsWritten,
      rowsQuarantined: refusals.rows,
      rowsSuperseded: plan.content.superseded,
      partitions: plan.changes.map(({ dt, rows, change }) => ({ dt, rows, change })),
      bytesRead,
      samples: refusals.sample,
      notes,
      inputs,
      wouldBeRefused
    }
  })
}

const isTooMany = ({ spec }: StageRequest, { read, refused }: Counts): boolean => refused > 0 && refused / read > spec.maxBadShare

async function refuseTooMany(request: StageRequest, counts: Counts): Promise<void> {
  if (!isTooMany(request, counts)) return
  const { read, refused } = counts
  const { maxBadShare, name } = request.spec
  const samples = await counts.sample()
  const share = (value: number): string => `${(value * 100).toFixed(2)} %`
  const [first] = samples
  const where = first === undefined ? '' : ` The first: ${first.file}, line ${first.line ?? '?'}: ${first.message}`
  const message = `${refused} of ${read} rows cannot be read (${share(refused / read)}; ${share(maxBadShare)} are allowed).${where}`
  throw new AppError('load.too_many_bad', message, {
    hint: 'Check format, delimiter and column types of the dataset, or allow a greater share of bad rows (maxBadShare). Nothing was changed.',
    details: { dataset: name, rowsRead: read, rowsQuarantined: refused, maxBadShare, samples }
  })
}

async function writePartitions(session: Session, request: StageRequest, analysis: Analysis): Promise<StagedLoad['partitions']> {
  const { plan, inputs, spans, range } = analysis
  const changed = plan.changes.filter(({ change }) => change !== 'unchanged')
  const given =
    changed.length === 0
      ? new Map<string, InputRef[]>()
      : await inputsByPartition(session, inputs, spans, range, plan.content.incoming)
  const rows = changed.reduce((sum, change) => sum + change.rows, 0)
  const result: StagedLoad['partitions'] = []
  let before = 0
  for (const change of plan.changes) {
    const { dt, digest, digestBefore } = change
    const part = { dt, rows: change.rows, digest, digestBefore, change: change.change }
    if (change.change === 'unchanged' || change.clear) result.push({ ...part, files: [] })
    else {
      const at = (done: number): number => 0.72 + (0.23 * done) / Math.max(1, rows)
      const stretch = { phase: 'writing', from: at(before), to: at(before + change.rows), subject: dt } as const
      const file = await stageFile(session, request, analysis, change, given.get(dt) ?? inputs, stretch)
      result.push({ ...part, files: [file] })
      before += change.rows
    }
  }
  return result
}

async function stageFile(
  session: Session,
  { runId, staging, spec, current }: StageRequest,
  { plan, schema, schemaId, refusals }: Analysis,
  { dt, digest, rows }: Change,
  inputs: StagedLoad['inputs'],
  stretch: Parameters<typeof writeFile>[5]
): Promise<StagedFile> {
  const written = await writeFile(session, staging, dt, plan.content.query(dt), schema.columns, stretch)
  if (written.rows !== rows) {
    throw new AppError(
      'internal',
      `Partition ${dt}: ${rows} rows were counted, ${written.rows} were written. Nothing was changed.`
    )
  }
  const before = spec.mode === 'full' ? [] : (current?.partitions.find((partition) => partition.dt === dt)?.inputs ?? [])
  const quarantined = refusals.files.find((file) => file.dt === dt)?.rows ?? 0
  return { ...written, dt, digest, schemaId, runId, inputs: inputsAfter(before, inputs), quarantined }
}
