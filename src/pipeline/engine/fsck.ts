import type { FsckReport } from '../contract'
import type { JobContext } from './jobs/job'
import type { Services } from './services'

type TableReport = FsckReport['datasets'][number]

/** Looks whether everything that the logs name is there, as large as it was. */
export async function checkLake(
  services: Services,
  { name }: { name: string | undefined; deep: boolean },
  job: JobContext
): Promise<FsckReport> {
  const names = name === undefined ? (await services.datasets.list()).map((entry) => entry.name) : [name]
  const datasets: TableReport[] = []
  for (const one of names) {
    job.progress({ phase: 'comparing', subject: one, fraction: datasets.length / names.length })
    datasets.push(await checkTable(services, one))
  }
  return { datasets, ok: datasets.every(({ findings }) => findings.every(({ level }) => level !== 'error')) }
}

async function checkTable({ table, store }: Services, name: string): Promise<TableReport> {
  const snapshot = await table(name).snapshot()
  const report: TableReport = { name, version: snapshot?.version ?? null, files: 0, rows: 0, findings: [] }
  for (const { path, bytes, rows } of snapshot?.files.values() ?? []) {
    report.files += 1
    report.rows += rows
    const head = await store.head(`${name}/${path}`)
    if (head === undefined)
      report.findings.push({ level: 'error', kind: 'file.missing', path, message: 'The file is not there.' })
    else if (head.bytes !== bytes)
      report.findings.push({ level: 'error', kind: 'file.size', path, message: `${head.bytes} bytes, not ${bytes}.` })
  }
  return report
}
