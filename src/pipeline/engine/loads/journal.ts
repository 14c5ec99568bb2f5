import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { loadResult } from '../../contract'
import { readTextIfExists, writeFileAtomic } from '../../lib/atomic-file'

/** What a load or undo is about to put into the lake: enough to finish its story, or to clear up, after a crash. */
const journal = z.object({
  dataset: z.string(),
  /** Keys of data files; those that no commit refers to are deleted. */
  files: z.array(z.string()),
  /** Keys of quarantine files; deleted unless the run was committed. */
  quarantine: z.array(z.string()),
  /** What the run will have done, if its commit is found. */
  result: loadResult
})
export type Journal = z.infer<typeof journal>

/** Private folders of jobs at work, `.penstock/tmp/<job>/`: gone with the job, and after a crash at the next start. */
export class JobFolders {
  private readonly root: string

  constructor(stateFolder: string) {
    this.root = join(stateFolder, 'tmp')
  }

  of(job: string): string {
    return join(this.root, job)
  }

  async make(job: string): Promise<void> {
    await mkdir(this.of(job), { recursive: true, mode: 0o700 })
  }

  async remove(job: string): Promise<void> {
    await rm(join(this.root, job), { recursive: true, force: true, maxRetries: 3 })
  }

  /** Durable before the first of its files is moved into the lake. */
  async note(job: string, entry: Journal): Promise<void> {
    await writeFileAtomic(join(this.root, job, 'journal.json'), JSON.stringify(entry))
  }

  /** Jobs whose engine died before it could clear up, with their journal where they came that far. */
  async leftovers(): Promise<{ job: string; journal: Journal | undefined }[]> {
    const jobs = await readdir(this.root)
    return Promise.all(jobs.map(async (job) => ({ job, journal: parse(await readJournal(join(this.root, job))) })))
  }
}

async function readJournal(folder: string): Promise<string | undefined> {
  try {
    return await readTextIfExists(join(folder, 'journal.json'))
  } catch {
    return undefined
  }
}

function parse(text: string | undefined): Journal | undefined {
  return text === undefined ? undefined : journal.safeParse(JSON.parse(text)).data
}
