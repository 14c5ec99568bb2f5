import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadResult } from '../../contract'
import { backfill, untilState, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec, writePrices } from '../testing/prices'
import { filesOnDisk, readRows, replayLog } from '../testing/read-table'

const ROUNDS = 10
/** 28 days of January and 2 of February: 20 rows each. */
const SIZE = { months: 2, rows: 560 }
const range: Selection = { name: 'prices', from: '2024-01-01', to: '2024-02-02', only: 'all' }
const DATES = 30
const ROWS = DATES * 20

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** What became of three that want to write the same dates at once: two backfills, and a load of the half, which comes first or second. */
async function writersAtOnce(engine: TestClient[], loadFirst: boolean): Promise<string[]> {
  const [first, second, third] = engine
  if (first === undefined || second === undefined || third === undefined) throw new Error('Three clients are needed.')
  const running = untilState(third, 'running')
  const load = async (): Promise<string> => {
    if (!loadFirst) await running
    const { job } = await third.call('loads.start', { name: 'prices', from: '2024-01-10', to: '2024-02-02', ...requestId() })
    return loadResult.parse((await third.ended(job)).result).state
  }
  const outcomes = await Promise.allSettled([backfill(first, range), backfill(second, range), load()])
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') return (outcome.reason as { data: { code: string } }).data.code
    return typeof outcome.value === 'string' ? outcome.value : outcome.value.state
  })
}

describe('F7: writers that want the same dates at once', () => {
  it(`one at a time gets them, in ${ROUNDS} rounds over ${DATES} dates; each is there once, whole, and then nothing changes`, async () => {
    const { workspace, folder } = await newWorkspace((sources) => [
      pricesSpec(sources, { partition: { columns: ['date'], grain: 'day' }, whenEmpty: 'accept' })
    ])
    const engine = await engineOn(workspace, nodeHost(built.worker).host)
    const clients = [connectTo(engine), connectTo(engine), connectTo(engine)]
    const prices = join(workspace.lake, 'prices')
    for (let round = 1; round <= ROUNDS; round += 1) {
      await writePrices(join(folder, 'prices.csv'), round, SIZE)
      const outcomes = await writersAtOnce(clients, round % 2 === 0)
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'run.overlap' || outcome === 'load.busy')).toHaveLength(2)
      const whole = await backfill(clients[0] ?? connectTo(engine), range)
      expect(whole.state).toBe('done')
      const { version, files } = await replayLog(prices)
      const rows = await readRows(prices, files)
      const keys = new Set(rows.map(({ date, code }) => `${(date as Date).toISOString().slice(0, 10)} ${String(code)}`))
      expect([rows.length, keys.size]).toEqual([ROWS, ROWS])
      expect(new Set(rows.map(({ generation }) => Number(generation)))).toEqual(new Set([round]))
      const again = await backfill(clients[1] ?? connectTo(engine), range)
      expect(new Set(again.partitions.map(({ change }) => change ?? 'none'))).toEqual(new Set(['unchanged']))
      expect((await replayLog(prices)).version).toBe(version)
    }
    const { everNamed } = await replayLog(prices)
    expect((await filesOnDisk(prices)).filter((path) => !everNamed.has(path))).toEqual([])
  })
})
