import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeWhole } from './window-file'

it('bytes of which the disk takes only a part at a time are written whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-window-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'rows')
  const file = await open(path, 'w')
  const full = {
    write: (bytes: Buffer, from: number, length: number, at: number) => file.write(bytes, from, Math.min(7, length), at)
  }
  const bytes = Buffer.from('0123456789'.repeat(10))
  await writeWhole(full as typeof file, bytes, 0)
  await writeWhole(full as typeof file, bytes, 100)
  await file.close()
  expect(await readFile(path, 'latin1')).toBe('0123456789'.repeat(20))
})
