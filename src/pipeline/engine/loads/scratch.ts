import type { JobContext } from '../jobs/job'
import type { Services } from '../services'
import { JobFolders } from './journal'

/** A private folder for the length of one job. */
export async function inScratch<T>(services: Services, job: JobContext, work: (scratch: string) => Promise<T>): Promise<T> {
  const folders = new JobFolders(services.workspace.state)
  await folders.make(job.id)
  try {
    return await work(folders.of(job.id))
  } finally {
    await folders.remove(job.id)
  }
}
