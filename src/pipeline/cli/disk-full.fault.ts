import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { daysSpec, januaryDays, writeDays } from '../engine/testing/days'
import { smallDisk, withoutMount } from '../engine/testing/small-disk'
import { penstock } from './testing/penstock'

const DAYS = januaryDays(31)

/** A workspace whose state lies on a disk of its own. */
async function setUp() {
  const cli = await penstock()
  onTestFinished(() => cli.remove())
  await mkdir(join(cli.workspace, '.penstock'), { recursive: true })
  const disk = smallDisk(4, join(cli.workspace, '.penstock'))
  await cli.ok('init', cli.workspace)
  const spec = daysSpec(cli.folder, { runs: { concurrency: 1 }, range: { from: DAYS[0], to: DAYS.at(-1) } })
  await writeFile(join(cli.workspace, 'datasets', 'daily.dataset.json'), JSON.stringify(spec))
  await writeDays(cli.folder, DAYS, { rows: 200_000 })
  return { cli, disk }
}

describe.skipIf(withoutMount)('F10: a command line on a full disk (needs the right to mount)', () => {
  it('says that its backfill waits, to everybody, and that it goes on', async () => {
    const { cli, disk } = await setUp()
    const running = cli.start('backfill', 'daily', '--yes')
    await vi.waitFor(async () => expect((await cli.run('backfills')).stdout).toContain('of 31'), { timeout: 60_000 })
    await disk.fill(0)
    await running.says('waits for disk space')
    expect(await cli.run('backfills')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('waits for disk space') as string
    })
    expect(await cli.run('overview')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('waits for disk space') as string
    })
    await disk.clear()
    const { code, stderr } = await running.ended
    expect([code, stderr.includes('goes on.'), stderr.includes('{')]).toEqual([0, true, false])
  }, 120_000)
})
