import { createHash } from 'node:crypto'
import { appendFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { openEngine } from '../engine'
import { startAndPause, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, type TestClient } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec, writePrices } from '../testing/prices'

const DAYS = januaryDays(5)
const [FIRST = '', SECOND = '', THIRD = '', FOURTH = '', FIFTH = ''] = DAYS
const byDay: Selection = { name: 'daily', dts: DAYS }
const oneAtATime = { concurrency: 1 } as const

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** A backfill that rests after its first partition, and over a restart of the engine, while `change` happens to its source. */
async function changedMeanwhile(
  spec: (folder: string) => DatasetSpecInput,
  selection: Selection,
  prepare: (folder: string) => Promise<void>,
  change: (folder: string) => Promise<void>
) {
  const { workspace, folder } = await newWorkspace((sources) => [spec(sources)])
  await prepare(folder)
  const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
  const client = connectTo(first)
  const { id } = await startAndPause(client, selection)
  await first.close()
  await change(folder)
  const later = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const { job } = await later.call('backfills.resume', { id })
  await later.ended(job ?? '')
  return { client: later, folder, ...(await later.call('backfills.get', { id })) }
}

const runOf = (client: TestClient, items: readonly { dt: string; attempts: string[] }[], wanted: string) =>
  client.call('runs.get', { id: items.find(({ dt }) => dt === wanted)?.attempts.at(-1) ?? '' })

describe('a source that changes between plan and turn', () => {
  it('is refused by partition, with the difference; those whose files are as planned are made', async () => {
    const { items } = await changedMeanwhile(
      (folder) => daysSpec(folder, { runs: oneAtATime }),
      byDay,
      (folder) => writeDays(folder, DAYS),
      async (folder) => {
        await writeDays(folder, [THIRD], { generation: 2, rows: 7 })
        await rm(join(folder, 'in', `${FOURTH}.csv`))
      }
    )
    expect(items.map(({ dt, state, error }) => [dt, state, error?.code])).toEqual([
      ...[FIRST, SECOND].map((dt) => [dt, 'ok', undefined]),
      [THIRD, 'failed', 'source.changed'],
      [FOURTH, 'failed', 'file.missing'],
      [FIFTH, 'ok', undefined]
    ])
    const error = items.find(({ dt }) => dt === THIRD)?.error
    expect(error?.message).toContain(`"${THIRD}.csv" had `)
    expect(error?.details).toMatchObject({
      changed: 1,
      files: [{ name: `${THIRD}.csv`, now: { bytes: expect.any(Number) as number } }]
    })
  })

  it('is read as it is then where the dataset asks to try that again, and its run says so', async () => {
    const retry = { codes: ['source.changed'], times: 1, waitSeconds: 0 } as const
    const { client, folder, items } = await changedMeanwhile(
      (sources) => daysSpec(sources, { runs: { ...oneAtATime, retry: { ...retry, codes: [...retry.codes] } } }),
      byDay,
      (sources) => writeDays(sources, DAYS),
      (sources) => writeDays(sources, [THIRD], { generation: 2, rows: 7 })
    )
    expect(items.map(({ state, attempts, rowsAfter }) => [state, attempts.length, rowsAfter])).toEqual([
      ...[1, 2].map(() => ['ok', 1, 40]),
      ['ok', 2, 7],
      ...[4, 5].map(() => ['ok', 1, 40])
    ])
    const { inputs, log } = await runOf(client, items, THIRD)
    const bytes = await readFile(join(folder, 'in', `${THIRD}.csv`))
    expect(inputs).toMatchObject([{ name: `${THIRD}.csv`, sha256: createHash('sha256').update(bytes).digest('hex') }])
    expect(log.map(({ text }) => text)).toContain('1 files changed since this was planned; they were read as they are now.')
  })

  it('refuses every partition that is left where all are in one file', async () => {
    const { items } = await changedMeanwhile(
      (folder) => pricesSpec(folder, { runs: { sequential: true } }),
      { name: 'prices', from: '2024-01', to: '2024-03' },
      (folder) => writePrices(join(folder, 'prices.csv'), 1, { months: 3 }),
      (folder) => appendFile(join(folder, 'prices.csv'), '2024-03-31,999999,1.00,2\n')
    )
    expect(items.map(({ dt, state, error }) => [dt, state, error?.code])).toEqual([
      ['2024-01', 'ok', undefined],
      ['2024-02', 'failed', 'source.changed'],
      ['2024-03', 'skipped', 'source.changed']
    ])
  })

  it('counts files that came or went beside others of the same partition', async () => {
    const { items } = await changedMeanwhile(
      (folder) => ({
        ...daysSpec(folder, { runs: { sequential: true } }),
        source: { location: join(folder, 'in'), pattern: '*.csv', pathTemplate: '{day:%Y-%m-%d}-{part}.csv', format: 'csv' }
      }),
      { name: 'daily', dts: [FIRST, SECOND] },
      (folder) => writeDays(folder, [`${FIRST}-a`, `${SECOND}-a`, `${SECOND}-b`]),
      async (folder) => {
        await rm(join(folder, 'in', `${SECOND}-b.csv`))
        await writeDays(folder, [`${SECOND}-c`])
      }
    )
    expect(items[1]?.error).toMatchObject({
      code: 'source.changed',
      details: {
        changed: 2,
        files: [
          { name: `${SECOND}-c.csv`, before: null },
          { name: `${SECOND}-b.csv`, now: null }
        ]
      }
    })
  })
})
