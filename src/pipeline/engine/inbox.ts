import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from './services'

/** How long an upload may wait for a dataset that reads it, in ms. */
const KEPT_MS = 24 * 3_600_000
const DATASET_FILE = '.dataset.json'

/**
 * Removes uploads (`.penstock/inbox/<id>/`) older than a day that no dataset reads, those in the trash included: a dataset's next load
 * needs its file, and a browser's file may have no other copy here. Where a dataset file cannot be read, nothing is removed.
 */
export async function sweepInbox({ workspace, clock, logger }: Pick<Services, 'workspace' | 'clock' | 'logger'>): Promise<void> {
  const inbox = join(workspace.state, 'inbox')
  try {
    const old = await olderThan(inbox, clock.now() - KEPT_MS)
    if (old.length === 0) return
    const texts = await datasetTexts([workspace.datasets, ...(await foldersOf(join(workspace.state, 'trash')))])
    // By their ids in the files' text: a file that is no valid dataset keeps its upload too.
    const unused = old.filter((id) => !texts.some((text) => text.includes(id)))
    for (const id of unused) await rm(join(inbox, id), { recursive: true, force: true, maxRetries: 3 })
    if (unused.length > 0) logger.info('uploads that no dataset reads were removed', { uploads: unused.length })
  } catch (error) {
    logger.warn('old uploads could not be removed', { error })
  }
}

async function olderThan(inbox: string, before: number): Promise<string[]> {
  const ids = await entriesOf(inbox)
  const ages = await Promise.all(ids.map((id) => stat(join(inbox, id))))
  return ids.filter((_, index) => (ages[index]?.mtimeMs ?? before) < before)
}

async function datasetTexts(folders: readonly string[]): Promise<string[]> {
  const paths = await Promise.all(
    folders.map(async (folder) => (await entriesOf(folder)).filter(isDatasetFile).map((name) => join(folder, name)))
  )
  return Promise.all(paths.flat().map((path) => readFile(path, 'utf8')))
}

const isDatasetFile = (name: string): boolean => name.endsWith(DATASET_FILE)

const foldersOf = async (folder: string): Promise<string[]> => (await entriesOf(folder)).map((name) => join(folder, name))

/** Nothing where the folder does not exist. */
async function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
}
