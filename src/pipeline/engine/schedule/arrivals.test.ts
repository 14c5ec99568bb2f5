import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DatasetSpec, DatasetSpecInput } from '../../contract'
import { openState } from '../../store'
import { buildServices, type BuiltServices } from '../build-services'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { newWorkspace } from '../testing/open-engine'
import type { Workspace } from '../workspace'
import { ArrivalWatch } from './arrivals'

const days = (folder: string): DatasetSpecInput => ({
  format: 1,
  name: 'days',
  source: { location: join(folder, 'in'), pattern: '*.csv', pathTemplate: '{day:%Y-%m-%d}.csv', format: 'csv' },
  columns: [
    { name: 'day', source: { path: 'day' }, type: 'date' },
    { name: 'n', source: { header: 'n' }, type: 'integer' }
  ],
  partition: { columns: ['day'], grain: 'day' },
  schedule: { arrival: true }
})

type Standing = ReturnType<typeof standingClock>

interface Watching {
  services: BuiltServices
  watch: ArrivalWatch
  spec: DatasetSpec
}

/** All that an engine has but the engine; without workers each run fails, and is noted all the same. */
async function watching(workspace: Workspace, clock: Standing): Promise<Watching & { end(): Promise<void> }> {
  const host = { ...nodeHost('').host, clock, spawnWorker: () => Promise.reject(new Error('no workers here')) }
  const state = await openState(join(workspace.state, 'state.sqlite'), clock.now())
  const services = await buildServices(host, workspace, state)
  const watch = new ArrivalWatch(services)
  const end = async (): Promise<void> => {
    await watch.close()
    services.backfills.close()
    await services.jobs.close()
    await services.pool.close()
    state.close()
  }
  return { services, watch, spec: await services.datasets.get('days'), end }
}

async function setUp() {
  const { workspace, folder } = await newWorkspace((sources) => [days(sources)])
  await mkdir(join(folder, 'in'))
  const clock = standingClock(Date.parse('2024-03-05T00:00:00Z'))
  const write = (day: string): Promise<void> => writeFile(join(folder, 'in', `${day}.csv`), 'n\n1\n')
  return { workspace, clock, write, path: (day: string) => join(folder, 'in', `${day}.csv`) }
}

/** Partitions of each backfill that an arrival started, oldest first. */
const startedIn = ({ services }: Watching): (string[] | undefined)[] =>
  services.state.backfills
    .list({ dataset: 'days', active: false, limit: 100 })
    .filter(({ trigger }) => trigger === 'arrival')
    .map(({ plan }) => plan.selection.dts)
    .reverse()

/** No run is at work, so that the next look is not put off. */
async function idle({ services }: Watching): Promise<void> {
  if (!services.active.has('days')) return
  await new Promise<void>((resolve) => {
    const stop = services.events.on('lake', () => {
      if (services.active.has('days')) return
      stop()
      resolve()
    })
  })
}

async function lookTwice(one: Watching, clock: Standing): Promise<void> {
  await idle(one)
  await one.watch.look(one.spec)
  clock.pass(2_000)
  await one.watch.look(one.spec)
  await idle(one)
}

describe('the arrival of files', () => {
  it('starts one run of the partitions that the files name, also of those that came while no engine ran', async () => {
    const { workspace, clock, write } = await setUp()
    await write('2024-03-01')
    await write('2024-03-04')
    const first = await watching(workspace, clock)
    await lookTwice(first, clock)
    await lookTwice(first, clock)
    expect(startedIn(first)).toEqual([['2024-03-01', '2024-03-04']])
    await first.end()
    await write('2024-03-05')
    const second = await watching(workspace, clock)
    onTestFinished(() => second.end())
    await lookTwice(second, clock)
    await lookTwice(second, clock)
    expect(startedIn(second)).toEqual([['2024-03-01', '2024-03-04'], ['2024-03-05']])
  })

  it('starts a run of the partition of a file that has changed, and of no other', async () => {
    const { workspace, clock, write, path } = await setUp()
    await write('2024-03-01')
    await write('2024-03-04')
    const one = await watching(workspace, clock)
    onTestFinished(() => one.end())
    await lookTwice(one, clock)
    await appendFile(path('2024-03-04'), '2\n')
    await lookTwice(one, clock)
    expect(startedIn(one)).toEqual([['2024-03-01', '2024-03-04'], ['2024-03-04']])
  })

  it('waits while a file grows, however often it is looked at', async () => {
    const { workspace, clock, write, path } = await setUp()
    const one = await watching(workspace, clock)
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
    expect(startedIn(one)).toEqual([])
    clock.pass(1_000)
    await one.watch.look(one.spec)
    expect(startedIn(one)).toEqual([['2024-03-01']])
  })

  it('of a folder that is not there is no arrival, and no error', async () => {
    const { workspace, clock } = await setUp()
    const one = await watching(workspace, clock)
    onTestFinished(() => one.end())
    await lookTwice(one, clock)
    expect(startedIn(one)).toEqual([])
  })
})
