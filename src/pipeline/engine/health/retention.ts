import { join } from 'node:path'
import type { Health } from '../../contract'
import type { Services } from '../services'
import type { FolderSizes } from './folder-sizes'

/** How long files that no newer version has stay, so that each version within it can be read and brought back. */
export const RETENTION_DAYS = 7
const DAY_MS = 86_400_000

/** What each table keeps for its earlier versions, and what of it is older than the retention. */
export async function retentionNow(services: Services, sizes: FolderSizes): Promise<Health['retention']> {
  const entries = await services.datasets.list()
  return Promise.all(entries.map(({ name }) => retentionOf(services, name, sizes)))
}

async function retentionOf(services: Services, dataset: string, sizes: FolderSizes): Promise<Health['retention'][number]> {
  const { clock, workspace } = services
  const table = services.table(dataset)
  const snapshot = await table.snapshot().catch(() => undefined)
  const removed = snapshot === undefined ? [] : await table.removed().catch(() => [])
  const old = removed.filter(({ at }) => at < clock.now() - RETENTION_DAYS * DAY_MS)
  const wouldFreeBytes = bytesOf(old)
  return {
    dataset,
    keptDays: RETENTION_DAYS,
    liveBytes: bytesOf(snapshot?.files.values() ?? []),
    keptBytes: bytesOf(removed) - wouldFreeBytes,
    wouldFreeBytes,
    wouldFreeFiles: old.length,
    rawBytes: await sizes.of(join(workspace.lake, '_raw', dataset))
  }
}

function bytesOf(files: Iterable<{ bytes: number }>): number {
  let sum = 0
  for (const { bytes } of files) sum += bytes
  return sum
}
