import type { Proof, RunRecord } from '../../contract'
import { toInstant } from '../../lib/clock'
import type { TableFile } from '../../lake/types'
import type { JobContext } from '../jobs/job'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'
import { builtOn } from './built-on'
import { attemptsOf } from './attempts-of'

/** Keys of each partition that are named as duplicates. */
const SAMPLE = 20

type Proven = Proof['partitions'][number]
type Touched = RunRecord['partitions'][number]

/** The proof of a run or a whole backfill: digests, rows, duplicate keys and inputs of every partition that it touched. It is kept. */
export async function prove(services: Services, id: string, job: JobContext): Promise<Proof> {
  const runs = attemptsOf(services, id)
  const touched = runs.flatMap((run) => newestOf(run, runs).map((partition) => ({ run, partition })))
  const partitions: Proven[] = []
  for (const { run, partition } of touched) {
    job.progress({ phase: 'hashing', subject: `${run.dataset} ${partition.dt}`, fraction: partitions.length / touched.length })
    partitions.push(await provePartition(services, run, partition, job))
  }
  const changed = partitions.filter(({ change }) => change !== null && change !== 'unchanged').length
  const duplicated = partitions.some(({ duplicateKeys }) => (duplicateKeys ?? 0) > 0)
  const proof: Proof = {
    run: id,
    madeAt: toInstant(services.clock.now()),
    verdict: duplicated ? 'duplicates' : changed === 0 ? 'no_change' : 'changed',
    ...{ partitions, changed, builtOn: await builtOn(services, runs) }
  }
  await services.state.proofs.put(proof)
  return proof
}

/** Partitions of a run that no later attempt of the same backfill made again. */
function newestOf(run: RunRecord, runs: readonly RunRecord[]): Touched[] {
  const later = runs.filter((other) => other.dataset === run.dataset && other.startedAt > run.startedAt)
  return run.partitions.filter(({ dt }) => !later.some(({ partitions }) => partitions.some((other) => other.dt === dt)))
}

async function provePartition(services: Services, run: RunRecord, partition: Touched, job: JobContext): Promise<Proven> {
  const { dt, rows, digestBefore, digestAfter, change } = partition
  const version = run.versionAfter ?? run.versionBefore
  const snapshot = version === null ? undefined : await services.table(run.dataset).snapshot(version)
  const before = run.versionBefore === null ? undefined : await services.table(run.dataset).snapshot(run.versionBefore)
  const files = filesOf(snapshot, dt)
  const keys = await duplicatesOf(services, run.dataset, files, snapshot?.schema, job)
  return {
    ...{ dataset: run.dataset, dt, change, digestBefore, digestAfter },
    state: stateOf(run, rows),
    rowsBefore: filesOf(before, dt).reduce((sum, file) => sum + file.rows, 0),
    rowsAfter: rows,
    duplicateKeys: keys?.keys ?? null,
    duplicateSample: keys?.sample ?? [],
    inputs: inputsOf(files)
  }
}

/** Of one that did not come into the lake, how its run ended. */
function stateOf({ state }: RunRecord, rows: number): Proven['state'] {
  if (state === 'failed' || state === 'refused' || state === 'cancelled') return state
  if (state === 'interrupted') return 'cancelled'
  return rows === 0 ? 'empty' : 'ok'
}

async function duplicatesOf(
  { pool, store, datasets }: Services,
  dataset: string,
  files: readonly TableFile[],
  schema: Parameters<Services['pool']['read']['duplicates']>[0]['schema'] | undefined,
  job: JobContext
) {
  const { primaryKey } = await datasets.get(dataset)
  if (primaryKey.length === 0 || schema === undefined) return undefined
  if (files.length === 0) return { keys: 0, sample: [] }
  const groups = [{ files: await localPaths(store, dataset, files) }]
  const [found] = await pool.read.duplicates(
    { groups, schema, key: primaryKey, sampleSize: SAMPLE },
    { signal: job.signal, progress: () => undefined }
  )
  return found
}

/** What a partition was made from: source files by their hash, or partitions of other datasets by version and digest. */
function inputsOf(files: readonly TableFile[]): Proven['inputs'] {
  const sources = files.flatMap(({ inputs }) => inputs.map(({ name, sha256 }) => ({ name, version: `sha256:${sha256}` })))
  const derived = files.flatMap(({ madeFrom }) =>
    (madeFrom ?? []).map(({ dataset, dt, version, digest }) => ({ name: `${dataset} ${dt}`, version: digest ?? `v${version}` }))
  )
  return [...new Map([...sources, ...derived].map((input) => [`${input.name} ${input.version}`, input])).values()]
}
