import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openState } from '../../store'
import { buildServices } from '../build-services'
import { backfill, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import type { Workspace } from '../workspace'

const DAYS = januaryDays(3)
const selection: Selection = { name: 'daily', dts: DAYS }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** While it is on, the database refuses to write down what became of backfills. */
function refuseWrites({ state }: Workspace) {
  const database = new DatabaseSync(join(state, 'state.sqlite'), { timeout: 5_000 })
  onTestFinished(() => database.close())
  database.exec(`CREATE TRIGGER no_writes BEFORE UPDATE ON backfills BEGIN SELECT RAISE(ABORT, 'no more writes'); END`)
  return {
    end: (): void => database.exec('DROP TRIGGER no_writes'),
    written: (id: string): unknown => database.prepare('SELECT state FROM backfills WHERE id = ?').get(id)?.state
  }
}

async function stuck() {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
  await writeDays(folder, DAYS)
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  await client.call('backfills.list', {})
  const writes = refuseWrites(workspace)
  const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
  await vi.waitFor(
    async () => {
      const { log } = await client.call('backfills.get', { id })
      expect(log.map(({ text }) => text).join('\n')).toContain('no more writes')
    },
    { timeout: 20_000, interval: 20 }
  )
  return { client, id, job, writes }
}

describe('a backfill of which nothing can be written down', () => {
  it('keeps its datasets, says that it waits, and goes on to its end once it can be', async () => {
    const { client, id, job, writes } = await stuck()
    await expect(backfill(client, selection)).rejects.toMatchObject({ data: { code: 'run.overlap', details: { backfill: id } } })
    expect(await client.call('backfills.get', { id })).toMatchObject({ state: 'running' })
    writes.end()
    expect(await client.ended(job)).toMatchObject({ state: 'done', result: { runId: id, state: 'done' } })
    expect(writes.written(id)).toBe('done')
    expect((await backfill(client, { ...selection, only: 'all' })).partitions.map(({ change }) => change)).toEqual(
      DAYS.map(() => 'unchanged')
    )
  })

  it('can be cancelled meanwhile: it is called cancelled, and gives its datasets back, when that is written down', async () => {
    const { client, id, job, writes } = await stuck()
    await expect(client.call('backfills.cancel', { id })).rejects.toThrow('no more writes')
    expect(writes.written(id)).toBe('running')
    await expect(backfill(client, selection)).rejects.toMatchObject({ data: { code: 'run.overlap' } })
    writes.end()
    expect(await client.ended(job)).toMatchObject({ state: 'cancelled' })
    expect(writes.written(id)).toBe('cancelled')
    expect((await backfill(client, selection)).state).toBe('done')
  })
})

describe('a backfill whose job is cancelled before its work began', () => {
  it('is cancelled as well, and stands in nobody’s way', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
    await writeDays(folder, DAYS)
    const { host } = nodeHost(built.worker)
    const state = await openState(join(workspace.state, 'state.sqlite'), host.clock.now())
    const services = await buildServices(host, workspace, state)
    const waits = Promise.withResolvers<{ result: null }>()
    const other = { kind: 'proof', title: 'other', dataset: null, startedBy: 'kim@desk', lane: 'backfill' } as const
    // As many as go at one time.
    await Promise.all(Array.from({ length: 256 }, () => services.jobs.start(other, () => waits.promise)))
    const by = { startedBy: 'kim@desk', trigger: 'person' as const, options: { follow: true } }
    const { id, job } = await services.backfills.start({ selection: { ...selection, only: 'all' }, ...by })
    expect(services.jobs.get(job).state).toBe('queued')
    services.jobs.cancel(job)
    await vi.waitFor(() =>
      expect([state.backfills.get(id)?.state, services.active.size, services.busy.size]).toEqual(['cancelled', 0, 0])
    )
    waits.resolve({ result: null })
    services.backfills.close()
    await services.jobs.close()
    await services.pool.close()
    state.close()
  })
})
