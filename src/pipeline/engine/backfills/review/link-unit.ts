import { link, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { wrapSystemError } from '../../../lib/errors'
import type { StagedUnit } from './staged-files'

/** Files of a unit, relative to its folder. */
export function pathsOf({ staged: { partitions, quarantine } }: StagedUnit): string[] {
  const changed = partitions.filter(({ change }) => change !== 'unchanged').flatMap(({ files }) => files)
  return [...changed, ...quarantine].map(({ path }) => path)
}

/**
 * The staged files under second names in `folder`. A publication moves those into the lake, so that one that fails, or dies before its
 * commit, can be tried again with the first.
 */
export async function linkUnit(unit: StagedUnit, folder: string): Promise<StagedUnit> {
  try {
    for (const path of pathsOf(unit)) {
      const second = join(folder, path)
      await mkdir(dirname(second), { recursive: true })
      await link(join(unit.folder, path), second)
    }
  } catch (error) {
    throw wrapSystemError(error)
  }
  return { ...unit, folder }
}
