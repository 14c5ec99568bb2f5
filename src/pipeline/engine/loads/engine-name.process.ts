import { version } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfill, publish } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const DAYS = januaryDays(1)

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

describe('the engine of a run', () => {
  it('is the DuckDB that read the rows, or Penstock itself where none were read', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources), countsSpec()])
    await writeDays(folder, DAYS)
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const { runId } = await backfill(client, { name: 'daily', dts: DAYS }, { publish: 'review' })
    await publish(client, runId)
    const undo = await client.call('runs.undo', { id: runId, ...requestId() })
    await client.ended(undo.job)
    const { runs } = await client.call('runs.list', { limit: 20 })
    const duckdb = `duckdb ${version().replace(/^v/, '')}`
    expect(new Set(runs.map(({ kind, engine }) => `${kind}: ${engine}`))).toEqual(
      new Set([`load: ${duckdb}`, `derive: ${duckdb}`, 'publish: penstock', 'undo: penstock'])
    )
  })
})
