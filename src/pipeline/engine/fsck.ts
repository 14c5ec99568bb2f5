import type { FsckReport } from '../contract'
import { listTables } from '../lake/catalog'
import { checkTable, type FsckOptions } from '../lake/fsck'
import type { JobContext } from './jobs/job'
import { lostTable } from './loads/lost-table'
import { localPaths } from './loads/stage-request'
import type { Services } from './services'

/** Checks one table or all of them; `deep` re-reads every file in the reading worker. */
export async function checkLake(
  services: Services,
  { name, deep }: { name: string | undefined; deep: boolean },
  job: JobContext
): Promise<FsckReport> {
  const names = name === undefined ? await allTables(services) : [name]
  const datasets: FsckReport['datasets'] = []
  for (const table of names) {
    job.progress({ phase: deep ? 'hashing' : 'comparing', subject: table, fraction: datasets.length / names.length })
    const digestOf = deep ? recompute(services, table, job) : undefined
    const checked = await checkTable(services.store, table, { signal: job.signal, digestOf })
    datasets.push({ ...checked, findings: [...(await findLost(services, table)), ...checked.findings] })
  }
  return { datasets, ok: datasets.every(({ findings }) => findings.every(({ level }) => level !== 'error')) }
}

/** Tables that are there, and those that datasets should have. */
async function allTables({ store, datasets }: Services): Promise<string[]> {
  const named = (await datasets.list()).map(({ name }) => name)
  return [...new Set([...(await listTables(store)), ...named])].sort()
}

async function findLost(services: Services, table: string): Promise<FsckReport['datasets'][number]['findings']> {
  const run = await lostTable(services, table)
  if (run === undefined) return []
  const message = `The whole table is gone, although run ${run.id} committed its version ${run.versionAfter ?? 0}. Bring it back from a backup, or load it again.`
  return [{ level: 'error', kind: 'table.missing', path: table, message }]
}

function recompute({ store, pool }: Services, table: string, job: JobContext): FsckOptions['digestOf'] {
  return async (files, schema) => {
    const groups = [{ files: await localPaths(store, table, files) }]
    const context = { signal: job.signal, progress: () => undefined }
    const [found] = await pool.read.digests({ groups, schema, specified: false }, context)
    return found ?? { rows: 0, digest: '' }
  }
}
