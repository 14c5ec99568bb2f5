import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Health } from '../../contract'
import { toInstant } from '../../lib/clock'
import type { Services } from '../services'
import type { FolderSizes } from './folder-sizes'

const DAY_MS = 86_400_000
/** Days over which the pace is told. */
const PACE_DAYS = 7

/** Room on the disk, and what of it is whose. */
export async function diskNow(
  { workspace, state, clock }: Services,
  lakeBytes: number,
  sizes: FolderSizes
): Promise<Health['disk']> {
  const [disk, rawBytes, stateBytes, logBytes] = await Promise.all([
    statfs(workspace.lake).catch(() => undefined),
    sizes.of(join(workspace.lake, '_raw')),
    sizes.of(workspace.state),
    sizes.of(join(workspace.state, 'logs'))
  ])
  const freeBytes = disk === undefined ? null : disk.bavail * disk.bsize
  const perDay = state.runs.bytesWritten(toInstant(clock.now() - PACE_DAYS * DAY_MS)) / PACE_DAYS
  return {
    freeBytes,
    totalBytes: disk === undefined ? null : disk.blocks * disk.bsize,
    ...{ lakeBytes, rawBytes, stateBytes, logBytes },
    daysLeft: freeBytes === null || perDay === 0 ? null : freeBytes / perDay
  }
}
