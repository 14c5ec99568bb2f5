import type { LoadResult } from '../../contract'
import type { Services } from '../services'
import type { Journal } from './journal'

/** Commits looked at for one whose answer was lost. */
const LOOK_BACK = 50

export type Settling = Pick<Services, 'store' | 'table' | 'logger'>

/**
 * What became of a run that ended without an answer: its result when its commit is in the log. Otherwise undefined, and its files
 * are deleted, but for those that some commit refers to.
 */
export async function settle(services: Settling, run: string, journal: Journal): Promise<LoadResult | undefined> {
  const table = services.table(journal.dataset)
  const commit = (await table.history({ limit: LOOK_BACK })).find(({ runId }) => runId === run)
  if (commit !== undefined) return { ...journal.result, state: 'done', version: commit.version }
  const files = (await table.snapshot())?.files
  const unused = journal.files.filter((key) => files?.has(key.slice(journal.dataset.length + 1)) !== true)
  await Promise.all([...unused, ...journal.quarantine].map((key) => services.store.delete(key)))
  services.logger.info('files of a run that was not committed were removed', { run, files: unused.length })
  return undefined
}
