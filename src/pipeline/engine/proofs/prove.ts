import type { Proof, RunRecord } from '../../contract'
import { toInstant } from '../../lib/clock'
import { throwIfAborted } from '../../lib/abort'
import type { TableFile } from '../../lake/types'
import type { JobContext } from '../jobs/job'
import { localPaths } from '../loads/stage-request'
import type { Services } from '../services'
import { builtOn } from './built-on'
import { attemptsOf } from './attempts-of'
import { contentsOf, NOTHING, type Contents } from './contents-of'

/** Keys of each partition that are named as duplicates. */
const SAMPLE = 20

type Proven = Proof['partitions'][number]
type Touched = RunRecord['partitions'][number]

interface Part {
  run: RunRecord
  partition: Touched
}

/** The proof of a run or a whole backfill: digests, rows, duplicate keys and inputs of every partition that it touched. It is kept. */
export async function prove(services: Services, id: string, job: JobContext): Promise<Proof> {
  const runs = attemptsOf(services, id)
  const newest = newestStarts(runs)
  const parts = runs.flatMap((run) => newestOf(run, newest).map((partition) => ({ run, partition })))
  const contents = await contentsOf(services, parts, job.signal)
  const partitions: Proven[] = []
  for (const [index, part] of parts.entries()) {
    const { run, partition } = part
    throwIfAborted(job.signal)
    job.progress({ phase: 'hashing', subject: `${run.dataset} ${partition.dt}`, fraction: index / parts.length })
    partitions.push(await provePartition(services, part, contents[index] ?? NOTHING, job))
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

/** By dataset and partition: when its newest attempt began. */
function newestStarts(runs: readonly RunRecord[]): Map<string, string> {
  const newest = new Map<string, string>()
  for (const { dataset, startedAt, partitions } of runs) {
    for (const { dt } of partitions) {
      const key = `${dataset} ${dt}`
      if (startedAt > (newest.get(key) ?? '')) newest.set(key, startedAt)
    }
  }
  return newest
}

/** Partitions of a run that no later attempt of the same backfill made again. */
const newestOf = ({ dataset, startedAt, partitions }: RunRecord, newest: ReadonlyMap<string, string>): Touched[] =>
  partitions.filter(({ dt }) => startedAt >= (newest.get(`${dataset} ${dt}`) ?? ''))

async function provePartition(
  services: Services,
  { run, partition }: Part,
  { files, filesBefore, schema }: Contents,
  job: JobContext
): Promise<Proven> {
  const { dt, rows, digestBefore, digestAfter, change } = partition
  const keys = await duplicatesOf(services, run.dataset, files, schema, job)
  return {
    ...{ dataset: run.dataset, dt, change, digestBefore, digestAfter },
    state: stateOf(run, rows),
    rowsBefore: filesBefore.reduce((sum, file) => sum + file.rows, 0),
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
