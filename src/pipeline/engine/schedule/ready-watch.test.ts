import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { openState } from '../../store'
import { buildServices } from '../build-services'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { newWorkspace } from '../testing/open-engine'
import { ReadyWatch } from './ready-watch'

const days = (name: string, change: Partial<DatasetSpecInput>): DatasetSpecInput => ({
  ...{ format: 1, name, source: { location: 'in.csv', format: 'csv' } },
  columns: [{ name: 'day', source: { header: 'day' }, type: 'date' }],
  partition: { columns: ['day'], grain: 'day' },
  ...change
})

it('looks at a dataset and what it comes after where one of them changed or a minute has begun, not at every look', async () => {
  const { workspace } = await newWorkspace(() => [days('prices', {}), days('mart', { schedule: { after: ['prices'] } })])
  const clock = standingClock(Date.parse('2024-03-05T00:00:00Z'))
  const state = await openState(join(workspace.state, 'state.sqlite'), clock.now())
  const host = { ...nodeHost('').host, clock, spawnWorker: () => Promise.reject(new Error('no workers here')) }
  const services = await buildServices(host, workspace, state)
  onTestFinished(() => state.close())
  const watch = new ReadyWatch(services)
  const mart = await services.datasets.get('mart')
  const asked = vi.spyOn(state.ticks, 'claimed')
  const looks = async (count: number): Promise<number> => {
    for (let look = 0; look < count; look += 1) await watch.look(mart)
    return asked.mock.calls.length
  }
  expect(await looks(12)).toBe(1)
  clock.pass(60_000)
  expect(await looks(12)).toBe(2)
  watch.changed('others')
  expect(await looks(12)).toBe(2)
  watch.changed('prices')
  expect(await looks(12)).toBe(3)
  watch.changed('mart')
  expect(await looks(12)).toBe(4)
})
