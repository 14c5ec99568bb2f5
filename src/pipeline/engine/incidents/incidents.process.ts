import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anomalySeries, type DatasetSpecInput, type IncidentSummary } from '../../contract'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const NAME = 'visits'
const spec = (folder: string, change: Partial<DatasetSpecInput> = {}): DatasetSpecInput => ({
  format: 1,
  name: NAME,
  owner: 'data team',
  source: { location: join(folder, 'visits.csv'), format: 'csv' },
  columns: [
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'id', source: { header: 'id' }, type: 'integer' },
    { name: 'amount', source: { header: 'amount' }, type: 'integer' }
  ],
  primaryKey: ['date', 'id'],
  partition: { columns: ['date'], grain: 'day' },
  anomalies: { measures: { total: 'sum(amount)' } },
  ...change
})
const mart: DatasetSpecInput = {
  format: 1,
  name: 'visits_sum',
  derive: { sql: 'SELECT date, count(*) AS n FROM visits GROUP BY 1' },
  columns: [],
  partition: { columns: ['date'], grain: 'day' }
}

const day = (index: number): string => `2024-03-${String(index + 1).padStart(2, '0')}`
/** 20 days of about 20 rows; of the last one as many as said, each of an amount. */
function csv(lastRows: number, lastAmount = 10): string {
  const lines = Array.from({ length: 20 }, (_, index) => {
    const last = index === 19
    return Array.from({ length: last ? lastRows : 19 + (index % 3) }, (__, id) => `${day(index)},${id},${last ? lastAmount : 10}`)
  })
  return ['date,id,amount', ...lines.flat(), ''].join('\n')
}

async function setUp(change: Partial<DatasetSpecInput> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [spec(sources, change), mart])
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const load = async (text: string): Promise<string> => {
    await writeFile(join(folder, 'visits.csv'), text)
    const { job } = await client.call('loads.start', { name: NAME, ...requestId() })
    return (await client.ended(job)).state
  }
  return { client, load }
}

const listed = async (client: TestClient): Promise<IncidentSummary[]> =>
  (await client.call('incidents.list', {})).incidents.sort((a, b) => (a.id < b.id ? -1 : 1))
const told = async (client: TestClient): Promise<string[]> => (await listed(client)).map(({ id, state }) => `${id} ${state}`)

describe('a partition of which a measure is unusual', () => {
  it('has an incident, with what it affects, until it is loaded as it should be', async () => {
    const { client, load } = await setUp()
    await load(csv(200))
    expect(await told(client)).toEqual([`visits/${day(19)}/anomaly/rows open`, `visits/${day(19)}/anomaly/total open`])
    const [rows] = await listed(client)
    expect(rows).toMatchObject({ owner: 'data team', affects: ['visits_sum'], reason: 'anomaly.high', seen: 1 })
    expect(rows?.measured).toMatchObject({ value: '200', median: '20', z: '121.41', weekday: 'wed' })
    const overview = await client.call('overview.get', {})
    expect(overview.rows.find(({ dataset }) => dataset === NAME)).toMatchObject({ incidents: 2 })

    await load(csv(20))
    expect(await told(client)).toEqual([`visits/${day(19)}/anomaly/rows closed`, `visits/${day(19)}/anomaly/total closed`])
    await load(csv(2))
    const [again] = await listed(client)
    expect(again).toMatchObject({ state: 'open', seen: 2, reason: 'anomaly.low', firstSeen: rows?.firstSeen })
  })

  it('has it closed by an undo that takes the rows back, and opened again by one that brings them', async () => {
    const { client, load } = await setUp()
    await load(csv(20))
    await load(csv(20, 500))
    expect(await told(client)).toEqual([`visits/${day(19)}/anomaly/total open`])
    const undone = await client.call('lake.undo', { name: NAME, version: 0, ...requestId() })
    await client.ended(undone.job)
    expect(await told(client)).toEqual([`visits/${day(19)}/anomaly/total closed`])
    const redone = await client.call('lake.undo', { name: NAME, version: 1, ...requestId() })
    await client.ended(redone.job)
    expect(await told(client)).toEqual([`visits/${day(19)}/anomaly/total open`])
  })

  it('has it closed when what it is judged by changes, and is not counted as seen by that', async () => {
    const { client, load } = await setUp()
    await load(csv(200))
    const before = csv(200).split('\n').slice(1)
    const wide = Array.from({ length: 19 }, (_, index) =>
      Array.from({ length: 200 }, (__, id) => `${day(index)},${id},10`)
    ).flat()
    const last = before.filter((line) => line.startsWith(day(19)))
    await load(csv(200).replace(`${day(3)},0,10`, `${day(3)},0,11`))
    expect((await listed(client)).map(({ state, seen }) => [state, seen])).toEqual([
      ['open', 1],
      ['open', 1]
    ])
    await load(['date,id,amount', ...wide, ...last, ''].join('\n'))
    const states = (await listed(client)).filter(({ dt }) => dt === day(19)).map(({ state }) => state)
    expect(states).toEqual(['closed', 'closed'])
  })

  it('has none any more once the dataset is removed, and has it again when that is brought back', async () => {
    const { client, load } = await setUp()
    await load(csv(200))
    const { trash } = await client.call('datasets.remove', { name: NAME, ...requestId() })
    expect((await listed(client)).map(({ state }) => state)).toEqual(['closed', 'closed'])
    await client.call('datasets.restore', { trash, ...requestId() })
    expect((await listed(client)).map(({ state }) => state)).toEqual(['open', 'open'])
  })
})

describe('a check that stopped a partition', () => {
  const cheap = { id: 'cheap', kind: 'range' as const, column: 'amount', max: '100' }
  const id = `visits/${day(19)}/check/cheap`

  it('has one incident however often that comes, which closes when what lies there comes again', async () => {
    const { client, load } = await setUp({ checks: [cheap], anomalies: undefined })
    await load(csv(20))
    await load(csv(20, 500))
    await load(csv(20, 700))
    expect(await told(client)).toEqual([`${id} open`])
    const found = await client.call('incidents.get', { id })
    expect(found).toMatchObject({ seen: 2, severity: 'block', failingRows: 20, affects: ['visits_sum'] })
    expect(found.sample[0]).toMatchObject({ date: day(19), amount: '700' })
    expect((await client.call('overview.get', {})).rows.find(({ dataset }) => dataset === NAME)).toMatchObject({
      ...{ incidents: 1, attention: true }
    })
    await load(csv(20))
    expect(await told(client)).toEqual([`${id} closed`])
  })

  it('has another for each partition and each check', async () => {
    const sold = { id: 'sold', kind: 'rule' as const, sql: 'amount < 50', severity: 'warn' as const }
    const { client, load } = await setUp({ checks: [cheap, sold], anomalies: undefined })
    await load(csv(20, 500).replaceAll(`${day(3)},0,10`, `${day(3)},0,60`))
    expect(await told(client)).toEqual([`visits/${day(3)}/check/sold open`, `${id} open`, `visits/${day(19)}/check/sold open`])
  })

  it('has it closed by an undo, and opened again by one that brings the rows back, where it only warns', async () => {
    const { client, load } = await setUp({ checks: [{ ...cheap, severity: 'warn' }], anomalies: undefined })
    await load(csv(20))
    await load(csv(20, 500))
    const states: string[][] = [await told(client)]
    for (const version of [0, 1]) {
      const { job } = await client.call('lake.undo', { name: NAME, version, ...requestId() })
      await client.ended(job)
      states.push(await told(client))
    }
    expect(states).toEqual([[`${id} open`], [`${id} closed`], [`${id} open`]])
  })
})

describe('a person', () => {
  it('acknowledges, snoozes, notes and closes incidents, and is told where there is none', async () => {
    const { client, load } = await setUp()
    await load(csv(200))
    const [id = '', other = ''] = (await listed(client)).map((one) => one.id)
    const act = (ids: string[], action: Parameters<typeof client.call<'incidents.act'>>[1]['action']) =>
      client.call('incidents.act', { ids, action, ...requestId() })
    await act([id, other], { do: 'acknowledge' })
    expect(await client.call('incidents.list', { filter: { states: ['open'] } })).toMatchObject({ total: 0, open: 0 })
    await act([id], { do: 'snooze', until: '2999-01-01T00:00:00.000Z', reason: 'known' })
    await act([id], { do: 'note', text: 'asked' })
    await act([other], { do: 'close', reason: 'all right' })
    const found = await client.call('incidents.get', { id })
    expect(found).toMatchObject({ state: 'snoozed', snoozedUntil: '2999-01-01T00:00:00.000Z' })
    expect(found.events.map(({ what, by }) => [what, by])).toEqual([
      ['opened', 'penstock'],
      ['acknowledged', 'kim@desk'],
      ['snoozed', 'kim@desk'],
      ['noted', 'kim@desk']
    ])
    await expect(act([id], { do: 'snooze', until: '2001-01-01T00:00:00.000Z', reason: 'x' })).rejects.toMatchObject({
      data: { code: 'usage' }
    })
    await expect(act(['a/all/check/b'], { do: 'acknowledge' })).rejects.toMatchObject({ data: { code: 'incident.missing' } })
  })
})

describe('the series of a dataset', () => {
  it('are measured once: what has not changed is not read again', async () => {
    const { client, load } = await setUp()
    await load(csv(200))
    const { job } = await client.call('anomalies.series', { name: NAME, ...requestId() })
    const [rows, total] = anomalySeries.parse((await client.ended(job)).result)
    expect([rows?.measure, rows?.seasonal, total?.measure, total?.points.length]).toEqual(['rows', true, 'total', 20])
    expect(total?.points.at(-1)).toMatchObject({ dt: day(19), value: 2000, median: 200, anomaly: true })
    expect(total?.points.slice(0, 8).every(({ z }) => z === null)).toBe(true)
  })
})
