import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { lookTwice, startedIn, watchedFolder, watching, type Watching } from '../testing/watching'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp() {
  const { workspace, write } = await watchedFolder()
  const clock = standingClock(Date.parse('2024-03-05T00:00:00Z'))
  const host = { ...nodeHost(built.worker).host, clock }
  const broken = { ...host, spawnWorker: () => Promise.reject(new Error('no memory for a worker')) }
  return { clock, write, open: (works: boolean) => watching(workspace, works ? host : broken) }
}

const statesOf = (one: Watching): string[][] =>
  startedIn(one).map(({ state, items }) => [state, ...items.map((item) => `${item.dt} ${item.state}`)])

describe('a file of which the load broke', () => {
  it('is loaded by the next engine, and then no more', async () => {
    const { open, clock, write } = await setUp()
    await write('2024-03-01')
    const first = await open(false)
    await lookTwice(first, clock)
    await first.end()
    clock.pass(60_000)
    const second = await open(true)
    onTestFinished(() => second.end())
    await lookTwice(second, clock)
    clock.pass(86_400_000)
    await lookTwice(second, clock)
    await lookTwice(second, clock)
    expect(statesOf(second)).toEqual([
      ['failed', '2024-03-01 failed'],
      ['done', '2024-03-01 ok']
    ])
  })
})
