import { AppError } from '../lib/errors'
import type { Actions } from './actions'
import type { ReadCommit } from './log-reader'
import { decodePath, partitionOf } from './paths'
import type { CommitDraft, Snapshot } from './types'

/** Why a commit that came in between cannot be ignored; undefined where the draft can simply go on top of it. No base: the draft makes the table. */
export function collision(
  table: string,
  base: Snapshot | undefined,
  draft: CommitDraft,
  { version, actions }: ReadCommit
): string | undefined {
  const makesTable = base === undefined && version === 0
  if (!makesTable && (actions.metaData !== undefined || actions.protocol !== undefined))
    return 'it changed the columns or settings of the table'
  const txn = actions.txns.find(({ appId }) => draft.txns?.has(appId) === true)
  if (txn !== undefined) return `it recorded ${txn.appId} as well`
  for (const dt of touchedBy(table, base, actions)) {
    if (dt === undefined) return 'it removed files of partitions that it does not name'
    if (draft.partitions.has(dt)) return `it changed partition ${dt}`
  }
  return undefined
}

/** Partitions whose files a commit changed; undefined stands for one that cannot be told. */
function touchedBy(table: string, base: Snapshot | undefined, { adds, removes }: Actions): Set<string | undefined> {
  const removed = removes.map(({ path, partitionValues }) =>
    partitionValues ? partitionOf(partitionValues) : base?.files.get(decodePath(path, table))?.dt
  )
  return new Set([...adds.map(({ partitionValues }) => partitionOf(partitionValues)), ...removed])
}

export const conflict = (table: string, version: number, why: string): AppError =>
  new AppError('commit.conflict', `Another writer committed version ${version} of ${table} first, and ${why}.`, {
    hint: 'Nothing was changed. Do it again: it then starts from the new version.',
    retriable: true,
    details: { table, version, why }
  })
