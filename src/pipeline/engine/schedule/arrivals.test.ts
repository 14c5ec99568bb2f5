import { appendFile } from 'node:fs/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { lookTwice, startedIn, watchedFolder, watching, type Watching } from '../testing/watching'

/** Without workers each run fails, and is noted all the same. */
async function setUp() {
  const { workspace, path, write } = await watchedFolder()
  const clock = standingClock(Date.parse('2024-03-05T00:00:00Z'))
  const spawnWorker = () => Promise.reject(new Error('no workers here'))
  return { clock, path, write, open: () => watching(workspace, { ...nodeHost('').host, clock, spawnWorker }) }
}

/** Partitions of each backfill that an arrival started, oldest first. */
const datesOf = (one: Watching): (string[] | undefined)[] => startedIn(one).map(({ plan }) => plan.selection.dts)

describe('the arrival of files', () => {
  it('starts one run of the partitions that the files name, also of those that came while no engine ran', async () => {
    const { open, clock, write } = await setUp()
    await write('2024-03-01')
    await write('2024-03-04')
    const first = await open()
    await lookTwice(first, clock)
    await lookTwice(first, clock)
    expect(datesOf(first)).toEqual([['2024-03-01', '2024-03-04']])
    await first.end()
    await write('2024-03-05')
    const second = await open()
    onTestFinished(() => second.end())
    await lookTwice(second, clock)
    await lookTwice(second, clock)
    expect(datesOf(second)).toEqual([['2024-03-01', '2024-03-04'], ['2024-03-05']])
  })

  it('starts a run of the partition of a file that has changed, and of no other', async () => {
    const { open, clock, write, path } = await setUp()
    await write('2024-03-01')
    await write('2024-03-04')
    const one = await open()
    onTestFinished(() => one.end())
    await lookTwice(one, clock)
    await appendFile(path('2024-03-04'), '2\n')
    await lookTwice(one, clock)
    expect(datesOf(one)).toEqual([['2024-03-01', '2024-03-04'], ['2024-03-04']])
  })

  it('waits while a file grows, however often it is looked at', async () => {
    const { open, clock, write, path } = await setUp()
    const one = await open()
    onTestFinished(() => one.end())
    await write('2024-03-01')
    await one.watch.look(one.spec)
    await one.watch.look(one.spec)
    clock.pass(1_999)
    await one.watch.look(one.spec)
    await appendFile(path('2024-03-01'), '2\n')
    clock.pass(1_999)
    await one.watch.look(one.spec)
    clock.pass(1_000)
    await one.watch.look(one.spec)
    expect(datesOf(one)).toEqual([])
    clock.pass(1_000)
    await one.watch.look(one.spec)
    expect(datesOf(one)).toEqual([['2024-03-01']])
  })

  it.each([
    ['runs once all the same', '', 1],
    ['would wait for a day if waits went by the clock (plant wall-clock-timeouts)', 'wall-clock-timeouts', 0]
  ])('while the clock is set back by a day %s', async (_, plant, runs) => {
    vi.stubEnv('PENSTOCK_PLANT', plant)
    onTestFinished(() => void vi.unstubAllEnvs())
    const { open, clock, write } = await setUp()
    await write('2024-03-01')
    const one = await open()
    onTestFinished(() => one.end())
    await one.watch.look(one.spec)
    clock.set(clock.now() - 86_400_000)
    await lookTwice(one, clock)
    expect(datesOf(one)).toHaveLength(runs)
  })

  it('of a folder that is not there is no arrival, and no error', async () => {
    const { open, clock } = await setUp()
    const one = await open()
    onTestFinished(() => one.end())
    await lookTwice(one, clock)
    expect(datesOf(one)).toEqual([])
  })

  it('of which the load broke is tried again after a minute, then after longer and longer, also by the next engine', async () => {
    const { open, clock, write } = await setUp()
    await write('2024-03-01')
    const first = await open()
    await lookTwice(first, clock)
    clock.pass(58_000)
    await lookTwice(first, clock)
    expect(datesOf(first)).toEqual([['2024-03-01'], ['2024-03-01']])
    await lookTwice(first, clock)
    await first.end()
    const second = await open()
    onTestFinished(() => second.end())
    clock.pass(60_000)
    await lookTwice(second, clock)
    expect(datesOf(second)).toHaveLength(2)
    clock.pass(60_000)
    await lookTwice(second, clock)
    expect(datesOf(second)).toHaveLength(3)
    for (let hour = 0; hour < 24; hour += 1) {
      clock.pass(3_600_000)
      await lookTwice(second, clock)
    }
    // 4, 8, 16, 32, 64, 128, 256 minutes, then every 6 hours.
    expect(datesOf(second).length).toBeLessThan(13)
    expect(datesOf(second).length).toBeGreaterThan(7)
  })

  it('is loaded at once beside one that broke, and a broken file at once when it has changed', async () => {
    const { open, clock, write, path } = await setUp()
    await write('2024-03-01')
    const one = await open()
    onTestFinished(() => one.end())
    await lookTwice(one, clock)
    await write('2024-03-04')
    await lookTwice(one, clock)
    await appendFile(path('2024-03-01'), '2\n')
    await lookTwice(one, clock)
    expect(datesOf(one)).toEqual([['2024-03-01'], ['2024-03-04'], ['2024-03-01']])
  })

  it('that broke is tried again at once after the clock was set back', async () => {
    const { open, clock, write } = await setUp()
    await write('2024-03-01')
    const one = await open()
    onTestFinished(() => one.end())
    await lookTwice(one, clock)
    await lookTwice(one, clock)
    clock.set(clock.now() - 86_400_000)
    await lookTwice(one, clock)
    await lookTwice(one, clock)
    expect(datesOf(one)).toHaveLength(2)
  })
})
