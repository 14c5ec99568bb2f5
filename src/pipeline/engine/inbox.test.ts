import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { datasetSpec, type DatasetSpec } from '../contract'
import { connectTo, requestId } from './testing/client'
import { engineOn, newWorkspace } from './testing/open-engine'
import { pricesSpec } from './testing/prices'
import type { Workspace } from './workspace'

const HOUR_MS = 3_600_000

/** A file as an upload leaves it, `hours` ago. */
async function upload({ state }: Workspace, id: string, hours: number): Promise<string> {
  const folder = join(state, 'inbox', id)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'prices.csv'), 'date,code,close,generation\n')
  const at = new Date(Date.now() - hours * HOUR_MS)
  await utimes(folder, at, at)
  return join(folder, 'prices.csv')
}
const inbox = ({ state }: Workspace): Promise<string[]> => readdir(join(state, 'inbox'))

const specOf = (name: string, location: string): DatasetSpec =>
  datasetSpec.parse(pricesSpec('', { name, source: { location, format: 'csv' } }))

describe('files that were dropped into a browser', () => {
  it('are gone at the next start a day later', async () => {
    const { workspace } = await newWorkspace()
    await upload(workspace, 'of-yesterday', 25)
    await upload(workspace, 'of-today', 23)
    await engineOn(workspace)
    expect(await inbox(workspace)).toEqual(['of-today'])
  })

  it('stay while a dataset reads them, be it in the trash or in a file that cannot be used', async () => {
    const { workspace } = await newWorkspace()
    const live = await upload(workspace, 'live', 99)
    const trashed = await upload(workspace, 'trashed', 99)
    await upload(workspace, 'broken', 99)
    await writeFile(join(workspace.datasets, 'broken.dataset.json'), '{"source": ".penstock/inbox/broken/prices.csv",')
    await writeFile(join(workspace.datasets, 'live.dataset.json'), JSON.stringify(specOf('live', live)))
    await writeFile(join(workspace.datasets, 'bin.dataset.json'), JSON.stringify(specOf('bin', trashed)))
    const first = await engineOn(workspace)
    await connectTo(first).call('datasets.remove', { name: 'bin', ...requestId() })
    await first.close()
    await engineOn(workspace)
    expect((await inbox(workspace)).sort()).toEqual(['broken', 'live', 'trashed'])
  })
})
