import type { FsckReport } from '../contract'
import { listTables } from '../lake/catalog'
import { checkTable, type FsckOptions } from '../lake/fsck'
import type { JobContext } from './jobs/job'
import { localPaths } from './loads/stage-request'
import type { Services } from './services'

/** Checks one table or all of them; `deep` re-reads every file in the reading worker. */
export async function checkLake(
  services: Services,
  { name, deep }: { name: string | undefined; deep: boolean },
  job: JobContext
): Promise<FsckReport> {
  const names = name === undefined ? await listTables(services.store) : [name]
  const datasets: FsckReport['datasets'] = []
  for (const table of names) {
    job.progress({ phase: deep ? 'hashing' : 'comparing', subject: table, fraction: datasets.length / names.length })
    const digestOf = deep ? recompute(services, table, job) : undefined
    datasets.push(await checkTable(services.store, table, { signal: job.signal, digestOf }))
  }
  return { datasets, ok: datasets.every(({ findings }) => findings.every(({ level }) => level !== 'error')) }
}

function recompute({ store, pool }: Services, table: string, job: JobContext): FsckOptions['digestOf'] {
  return async (files, schema) => {
    const groups = [{ files: await localPaths(store, table, files) }]
    const context = { signal: job.signal, progress: () => undefined }
    const [found] = await pool.read.digests({ groups, schema, specified: false }, context)
    return found ?? { rows: 0, digest: '' }
  }
}
