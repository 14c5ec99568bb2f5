import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backfill, publish } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { replayLog } from '../testing/read-table'

const DAYS = januaryDays(31)

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

describe('a publication that is cancelled', () => {
  it.each(['backfills.cancel', 'jobs.cancel'] as const)(
    'by %s publishes nothing and waits for its review again',
    async (method) => {
      const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
      await writeDays(folder, DAYS)
      const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
      const { runId: id } = await backfill(client, { name: 'daily', dts: DAYS }, { publish: 'review' })
      const { job } = await client.call('backfills.publish', { id, ...requestId() })
      await client.call(method, { id: method === 'jobs.cancel' ? (job ?? '') : id })
      await client.ended(job ?? '')
      expect((await client.call('backfills.get', { id })).state).toBe('staged')
      expect((await replayLog(join(workspace.lake, 'daily'))).version).toBe(-1)
      await publish(client, id)
      expect((await client.call('backfills.get', { id })).state).toBe('done')
      expect((await replayLog(join(workspace.lake, 'daily'))).files).toHaveLength(DAYS.length)
    }
  )
})
