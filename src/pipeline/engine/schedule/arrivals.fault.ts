import { appendFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { smallDisk, withoutMount } from '../testing/small-disk'
import { lookTwice, startedIn, watchedFolder, watching } from '../testing/watching'
import { createWorkspace } from '../workspace'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Rows that no compression makes small. */
const scattered = Array.from({ length: 200_000 }, (_, id) => `${(id * 2_654_435_761) % 1_000_003}\n`).join('')

describe.skipIf(withoutMount)('F10: a disk that is full when a file arrives (needs the right to mount)', () => {
  it('keeps nobody from loading it once there is space, and then no more', async () => {
    const { workspace, write, path } = await watchedFolder()
    const disk = smallDisk(16, workspace.lake)
    await createWorkspace(workspace.root)
    await write('2024-03-01')
    await appendFile(path('2024-03-01'), scattered)
    const clock = standingClock(Date.parse('2024-03-05T00:00:00Z'))
    const one = await watching(workspace, { ...nodeHost(built.worker).host, clock })
    onTestFinished(() => one.end())
    await disk.fill(100_000)
    await lookTwice(one, clock)
    await disk.clear()
    for (let hour = 0; hour < 3; hour += 1) {
      clock.pass(3_600_000)
      await lookTwice(one, clock)
    }
    expect(startedIn(one).map(({ items }) => [items[0]?.state, items[0]?.error?.code])).toEqual([
      ['failed', 'disk.full'],
      ['ok', undefined]
    ])
  })
})
