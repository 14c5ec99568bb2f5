import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { datasetSpec } from '../../contract'
import { connectTo, requestId } from '../testing/client'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec } from '../testing/prices'

async function setUp() {
  const { workspace, folder } = await newWorkspace()
  const client = connectTo(await engineOn(workspace))
  return { workspace, client, spec: datasetSpec.parse(pricesSpec(folder)) }
}

describe('datasets', () => {
  it('are files that name their schema, and are not replaced by accident', async () => {
    const { workspace, client, spec } = await setUp()
    const saved = await client.call('datasets.save', { spec, replace: false, ...requestId() })
    const file = JSON.parse(await readFile(saved.file, 'utf8')) as { $schema: string }
    const schema = JSON.parse(await readFile(join(workspace.datasets, file.$schema), 'utf8')) as { properties: object }
    expect(Object.keys(schema.properties)).toContain('primaryKey')
    await expect(client.call('datasets.save', { spec, replace: false, ...requestId() })).rejects.toMatchObject({
      data: { code: 'dataset.exists' }
    })
    const again = await client.call('datasets.save', { spec: { ...spec, owner: 'kim' }, replace: true, ...requestId() })
    expect(again.spec.owner).toBe('kim')
  })

  it('do not differ by case alone, since some disks would hold them in one file', async () => {
    const { client, spec } = await setUp()
    await client.call('datasets.save', { spec, replace: false, ...requestId() })
    await expect(
      client.call('datasets.save', { spec: { ...spec, name: 'PRICES' }, replace: true, ...requestId() })
    ).rejects.toMatchObject({
      data: { code: 'dataset.exists' }
    })
  })

  it('with a file that contradicts itself are refused, and listed with the reason when edited by hand', async () => {
    const { workspace, client, spec } = await setUp()
    const wrong = { ...spec, primaryKey: ['nobody'] }
    await expect(client.call('datasets.save', { spec: wrong, replace: false, ...requestId() })).rejects.toMatchObject({
      data: { code: 'dataset.invalid' }
    })
    await writeFile(join(workspace.datasets, 'broken.dataset.json'), '{"format": 1,')
    const [broken] = await client.call('datasets.list', {})
    expect(broken).toMatchObject({ name: 'broken', rows: 0, error: { code: 'dataset.invalid' } })
  })

  it('are moved aside with their table, and come back with it', async () => {
    const { workspace, client, spec } = await setUp()
    await client.call('datasets.save', { spec, replace: false, ...requestId() })
    await mkdir(join(workspace.lake, 'prices'))
    await writeFile(join(workspace.lake, 'prices', 'data'), 'rows')
    const { trash } = await client.call('datasets.remove', { name: 'prices', ...requestId() })
    expect(await client.call('datasets.list', {})).toEqual([])
    await expect(readFile(join(workspace.lake, 'prices', 'data'))).rejects.toThrow()
    await client.call('datasets.restore', { trash, ...requestId() })
    expect(await readFile(join(workspace.lake, 'prices', 'data'), 'utf8')).toBe('rows')
    await expect(client.call('datasets.restore', { trash, ...requestId() })).rejects.toMatchObject({
      data: { code: 'dataset.missing' }
    })
  })

  it('in the trash do not come back over a new one of the same name', async () => {
    const { client, spec } = await setUp()
    await client.call('datasets.save', { spec, replace: false, ...requestId() })
    const { trash } = await client.call('datasets.remove', { name: 'prices', ...requestId() })
    await client.call('datasets.save', { spec: { ...spec, owner: 'the new one' }, replace: false, ...requestId() })
    await expect(client.call('datasets.restore', { trash, ...requestId() })).rejects.toMatchObject({
      data: { code: 'dataset.exists' }
    })
    expect((await client.call('datasets.get', { name: 'prices' })).spec.owner).toBe('the new one')
  })
})

describe('settings', () => {
  it('change one by one and outlive the engine', async () => {
    const { workspace } = await newWorkspace()
    const engine = await engineOn(workspace)
    expect((await connectTo(engine).call('settings.get', {})).theme).toBe('system')
    await connectTo(engine).call('settings.set', { patch: { theme: 'dark' }, ...requestId() })
    await engine.close()
    const later = connectTo(await engineOn(workspace))
    expect(await later.call('settings.get', {})).toMatchObject({ theme: 'dark', language: 'system' })
  })
})
