import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from './testing/temp'
import { createWorkspace, findWorkspace, openWorkspace } from './workspace'

describe('a workspace', () => {
  it('is made in a new folder once, and found from any folder inside it', async () => {
    const root = join(await tempFolder(), '내 작업')
    expect(await createWorkspace(root, { title: '시세' })).toMatchObject({ created: true, workspace: { root, title: '시세' } })
    expect((await createWorkspace(root)).created).toBe(false)
    await mkdir(join(root, 'datasets', 'deep'), { recursive: true })
    expect(await findWorkspace(join(root, 'datasets', 'deep'))).toBe(root)
    expect((await stat(join(root, '.penstock'))).mode & 0o777).toBe(0o700)
  })

  it('is not made over files of somebody else', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'thesis.docx'), 'x')
    await expect(createWorkspace(folder)).rejects.toMatchObject({ code: 'workspace.foreign' })
    expect(await readFile(join(folder, 'thesis.docx'), 'utf8')).toBe('x')
  })

  it('is missing where there is no workspace.json, foreign where that file is not ours, newer where its format is', async () => {
    const folder = await tempFolder()
    await expect(openWorkspace(folder)).rejects.toMatchObject({ code: 'workspace.missing' })
    await writeFile(join(folder, 'workspace.json'), '{"name": "somebody else"}')
    await expect(openWorkspace(folder)).rejects.toMatchObject({ code: 'workspace.foreign' })
    await writeFile(join(folder, 'workspace.json'), '{"format": 2, "id": "x", "title": "x", "news": 1}')
    await expect(openWorkspace(folder)).rejects.toMatchObject({ code: 'state.newer' })
  })

  it('gets the folders back that a copy left out', async () => {
    const root = join(await tempFolder(), 'ws')
    await mkdir(root)
    await writeFile(join(root, 'workspace.json'), '{"format": 1, "id": "x", "title": "copied"}')
    const workspace = await openWorkspace(root)
    expect((await stat(workspace.lake)).isDirectory()).toBe(true)
  })
})
