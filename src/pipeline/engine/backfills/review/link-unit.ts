import { link, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { wrapSystemError } from '../../../lib/errors'
import type { StagedUnit } from './staged-files'

/**
 * The staged files under second names in `folder`. A publication moves those into the lake, so that one that fails, or dies before its
 * commit, can be tried again with the first.
 */
export async function linkUnit(unit: StagedUnit, folder: string): Promise<StagedUnit> {
  const { partitions, quarantine } = unit.staged
  const changed = partitions.filter(({ change }) => change !== 'unchanged').flatMap(({ files }) => files)
  try {
    for (const { path } of [...changed, ...quarantine]) {
      const second = join(folder, path)
      await mkdir(dirname(second), { recursive: true })
      await link(join(unit.folder, path), second)
    }
  } catch (error) {
    throw wrapSystemError(error)
  }
  return { ...unit, folder }
}
