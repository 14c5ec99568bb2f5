import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../engine'
import { backfill, proofOf, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { engineChild } from '../testing/engine-child'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const DAYS = januaryDays(3)
const all: Selection = { name: 'daily', dts: DAYS, only: 'all' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** A backfill over three days of 30 rows each whose engine died at its first commit; the next engine has ended it. */
async function diedAt(plant: string) {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
  await writeDays(folder, DAYS, { rows: 30 })
  const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
  const { partitions } = await backfill(connectTo(first), all)
  await first.close()
  await writeDays(folder, DAYS, { generation: 2 })
  const dying = engineChild(built, workspace, plant)
  await dying.until('ready')
  dying.send('backfill daily')
  await dying.gone
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const [newest] = await client.call('backfills.list', {})
  const { id = '', job = null } = newest ?? {}
  await client.ended(job ?? '')
  const { runs } = await client.call('runs.list', { filter: { backfill: id }, from: 0, limit: 100 })
  const records = await Promise.all(runs.map((run) => client.call('runs.get', { id: run.id })))
  const digests = new Map(partitions.map(({ dt, digestAfter }) => [dt, digestAfter]))
  return { client, id, runs, records, digests }
}

describe('the history of a backfill whose engine died', () => {
  it('after a commit has what its run replaced, as if it had not', async () => {
    const { client, id, runs, records, digests } = await diedAt('die-after-commit')
    const record = records.find(({ log }) => log.at(-1)?.text.includes('found in the log'))
    const died = runs.find((run) => run.id === record?.id)
    const dt = died?.from ?? ''
    expect(DAYS).toContain(dt)
    expect(died).toMatchObject({ state: 'done', from: dt, to: dt, versionBefore: (died?.versionAfter ?? 0) - 1 })
    expect(record?.partitions.map(({ digestBefore }) => digestBefore)).toEqual([digests.get(dt)])
    const { items } = await client.call('backfills.get', { id })
    expect(items.map((item) => item.digestBefore)).toEqual(DAYS.map((day) => digests.get(day)))
    const proof = await proofOf(client, id)
    expect(
      proof.partitions
        .map(({ dt: day, digestBefore, rowsBefore, rowsAfter }) => [day, digestBefore, rowsBefore, rowsAfter])
        .sort()
    ).toEqual(DAYS.map((day) => [day, digests.get(day), 30, 40]))
  })

  it('before a commit names the partitions that its run was asked for', async () => {
    const { runs } = await diedAt('die-before-commit')
    const interrupted = runs.filter(({ state }) => state === 'interrupted')
    expect(interrupted.length).toBeGreaterThan(0)
    for (const { from, to } of interrupted) expect([DAYS.includes(from ?? ''), to]).toEqual([true, from])
  })
})

describe('a history that is told from the lake, since the state database was lost', () => {
  it('has what each run replaced', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const digests: (string | null | undefined)[] = []
    for (const generation of [1, 2]) {
      await writeDays(folder, DAYS.slice(0, 1), { generation })
      const { partitions } = await backfill(connectTo(first), { ...all, dts: DAYS.slice(0, 1) })
      digests.push(partitions[0]?.digestAfter)
    }
    await first.close()
    for (const suffix of ['', '-wal', '-shm']) await rm(join(workspace.state, `state.sqlite${suffix}`), { force: true })
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const { runs } = await client.call('runs.list', { filter: {}, from: 0, limit: 10 })
    const records = await Promise.all(runs.reverse().map(({ id }) => client.call('runs.get', { id })))
    expect(records.map(({ partitions: [one] }) => [one?.digestBefore, one?.digestAfter])).toEqual([
      [null, digests[0]],
      [digests[0], digests[1]]
    ])
  })
})
