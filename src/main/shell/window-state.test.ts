import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ShellStateFile, visibleBounds } from './window-state'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-shell-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const bounds = { x: 100, y: 50, width: 1280, height: 800 }

test('A window comes back where it was.', () => {
  const path = join(folder, 'shell.json')
  new ShellStateFile(path).update({ bounds, theme: 'dark' })
  expect(new ShellStateFile(path).state).toMatchObject({ bounds, theme: 'dark', maximized: false })
  expect(visibleBounds(bounds, [screen])).toEqual(bounds)
})

test('A damaged file is a first start.', async () => {
  const path = join(folder, 'damaged.json')
  await writeFile(path, '{"bounds": {"x": "far"')
  expect(new ShellStateFile(path).state).toEqual({ maximized: false, theme: 'system', language: 'system' })
})

test('A window of a screen that is gone keeps its size and lets the system place it.', () => {
  expect(visibleBounds({ ...bounds, x: 4000 }, [screen])).toEqual({ width: 1280, height: 800 })
})
