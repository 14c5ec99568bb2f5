import { availableParallelism } from 'node:os'
import { AppError } from '../../lib/errors'
import type { LoadCheck } from '../../contract'
import type { StagedFile, StagedLoad, StageRequest, WorkContext } from '../worker-api'
import { analyse, type Analysis, type Counts } from './analysis'
import { inputsAfter, type Change } from './changes'
import { inputsByPartition } from './input-of'
import { inLanes } from './lanes'
import type { Session } from './session'
import { withSession } from './with-session'
import { writeFile } from './write-file'

/** Reads, checks and compares, and writes the changed partitions as Parquet files into the staging folder. */
export async function stage(request: StageRequest, context: WorkContext): Promise<StagedLoad> {
  return withSession(
    request.scratch,
    context,
    async (session) => {
      const analysis = await analyse(session, request, context, request.staging, (counts) => refuseTooMany(request, counts))
      const partitions = await writePartitions(session, request, analysis)
      await analysis.verify()
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
    },
    request.spec.columns.length
  )
}

/** The same reading and comparing; nothing is written, and too many bad rows are said rather than thrown. */
export async function check(request: StageRequest, context: WorkContext): Promise<LoadCheck> {
  return withSession(
    request.scratch,
    context,
    async (session) => {
      let wouldBeRefused = false
      const note = (counts: Counts): Promise<void> => {
        wouldBeRefused = isTooMany(request, counts)
        return Promise.resolve()
      }
      const { rowsRead, rowsWritten, refusals, plan, bytesRead, notes, inputs, verify } = await analyse(
        session,
        request,
        context,
        undefined,
        note
      )
      await verify()
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
    },
    request.spec.columns.length
  )
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

/** Above so many rows a partition keeps all cores busy by itself. */
const LARGE = 500_000

async function writePartitions(session: Session, request: StageRequest, analysis: Analysis): Promise<StagedLoad['partitions']> {
  const { plan, inputs, spans, range } = analysis
  const written = plan.changes.filter(({ change, clear }) => change !== 'unchanged' && !clear)
  const given = await inputsByPartition(session, inputs, spans, range, written.length === 0 ? 'false' : plan.content.incoming)
  const total = written.reduce((sum, { rows }) => sum + rows, 0)
  const large = total / Math.max(1, written.length) > LARGE
  const lanes = await session.lanes(large ? 1 : Math.min(written.length, availableParallelism()))
  const files = new Map<string, StagedFile>()
  let done = 0
  await inLanes(lanes, written, async (lane, change) => {
    const at = (rows: number): number => 0.72 + (0.23 * rows) / Math.max(1, total)
    const stretch = { phase: 'writing', from: at(done), to: at(done + change.rows), subject: change.dt } as const
    files.set(change.dt, await stageFile(lane, request, analysis, change, given.get(change.dt) ?? inputs, stretch))
    done += change.rows
  })
  return plan.changes.map(({ dt, rows, digest, digestBefore, change, intervals }) => {
    const file = files.get(dt)
    return { dt, rows, digest, digestBefore, change, files: file === undefined ? [] : [file], intervals }
  })
}

async function stageFile(
  session: Session,
  { runId, staging, current }: StageRequest,
  { plan, schema, schemaId, refusals }: Analysis,
  { dt, digest, rows, intervals }: Change,
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
  const before =
    plan.content.kept(dt).length === 0 ? [] : (current?.partitions.find((partition) => partition.dt === dt)?.inputs ?? [])
  const quarantined = refusals.files.find((file) => file.dt === dt)?.rows ?? 0
  return { ...written, dt, digest, schemaId, runId, inputs: inputsAfter(before, inputs), quarantined, intervals }
}
