import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../lib/errors'
import { pathsOf } from './link-unit'
import type { StagedUnit } from './staged-files'

/** Staged files can be lost with the folder that holds them; nothing is published without all of them. `file.missing`. */
export async function mustBeThere(backfill: string, units: readonly StagedUnit[]): Promise<void> {
  for (const unit of units) {
    for (const path of pathsOf(unit)) {
      if (await isThere(join(unit.folder, path))) continue
      throw new AppError('file.missing', `What was staged of ${unit.dataset} is no longer in the workspace: ${path}.`, {
        hint: `Throw this review away (penstock discard ${backfill}) and stage it again.`,
        details: { backfill, dataset: unit.dataset }
      })
    }
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false
  )
