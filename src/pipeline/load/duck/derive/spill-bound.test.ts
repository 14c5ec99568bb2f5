import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { spillBound } from './spill-bound'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-spill-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it.skipIf(process.platform === 'win32')('leaves half of what is free to others, however much a query may take', async () => {
  const free = Number(execFileSync('df', ['-Pk', folder], { encoding: 'utf8' }).trim().split('\n').at(-1)?.split(/\s+/)[3]) * 1024
  const bound = await spillBound(join(folder, 'scratch'), Number.MAX_SAFE_INTEGER)
  expect(bound).toBeGreaterThan(free * 0.4)
  expect(bound).toBeLessThan(free * 0.6)
})

it('is what was asked for where there is room', async () => {
  expect(await spillBound(folder, 1000)).toBe(1000)
})
