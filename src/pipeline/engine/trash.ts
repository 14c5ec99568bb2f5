import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../lib/atomic-file'
import { toInstant } from '../lib/clock'
import { AppError } from '../lib/errors'
import { newId } from '../lib/ids'
import type { Services } from './services'

const folderOf = ({ workspace }: Services, id: string): string => join(workspace.state, 'trash', id)

/** Moves a dataset's file and its table into `.penstock/trash/<id>/`, by renames only: nothing is copied or deleted. */
export async function throwAway(services: Services, name: string): Promise<string> {
  const now = services.clock.now()
  const id = newId(now)
  const folder = folderOf(services, id)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await services.state.trash.put(id, name, toInstant(now))
  await services.datasets.moveOut(name, folder)
  await moveFolder(join(services.workspace.lake, name), join(folder, 'table'))
  await syncFolder(services.workspace.lake)
  services.forgetTable(name)
  return id
}

/** Brings both back and says the dataset's name; `dataset.missing` for an unknown id, `dataset.exists` where the name is taken again. */
export async function bringBack(services: Services, id: string): Promise<string> {
  const entry = services.state.trash.get(id)
  if (entry === undefined) {
    throw new AppError('dataset.missing', 'This dataset is no longer in the trash.', { details: { trash: id } })
  }
  const { dataset: name } = entry
  const folder = folderOf(services, id)
  const table = join(services.workspace.lake, name)
  if ((await exists(services.datasets.path(name))) || (await exists(table))) {
    throw new AppError('dataset.exists', `There is a dataset "${name}" again; the removed one stays in the trash.`, {
      hint: 'Remove or rename the new one first.',
      details: { dataset: name, trash: id }
    })
  }
  await moveFolder(join(folder, 'table'), table)
  await services.datasets.moveBack(name, folder)
  services.forgetTable(name)
  await services.state.trash.delete(id)
  return name
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

/** A dataset that was never loaded has no table. */
async function moveFolder(from: string, to: string): Promise<void> {
  if (await exists(from)) await rename(from, to)
}
