import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backfill, DatasetSpec, DatasetSpecInput } from '../../contract'
import { openState } from '../../store'
import { buildServices, type BuiltServices } from '../build-services'
import type { EngineHost } from '../ports'
import { ArrivalWatch } from '../schedule/arrivals'
import type { Workspace } from '../workspace'
import type { standingClock } from './hand-clock'
import { newWorkspace } from './open-engine'

type Standing = ReturnType<typeof standingClock>

/** A file a day, loaded as it comes. */
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

/** A workspace with the dataset `days`, and its folder, which is empty. */
export async function watchedFolder() {
  const { workspace, folder } = await newWorkspace((sources) => [days(sources)])
  await mkdir(join(folder, 'in'))
  const path = (day: string): string => join(folder, 'in', `${day}.csv`)
  return { workspace, path, write: (day: string): Promise<void> => writeFile(path(day), 'n\n1\n') }
}

export interface Watching {
  services: BuiltServices
  watch: ArrivalWatch
  spec: DatasetSpec
  end(): Promise<void>
}

/** All that an engine has but the engine. */
export async function watching(workspace: Workspace, host: EngineHost): Promise<Watching> {
  const state = await openState(join(workspace.state, 'state.sqlite'), host.clock.now())
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

/** Backfills that an arrival started, oldest first. */
export const startedIn = ({ services }: Watching): Backfill[] =>
  services.state.backfills
    .list({ dataset: 'days', active: false, limit: 100 })
    .filter(({ trigger }) => trigger === 'arrival')
    .reverse()

/** No run is at work, so that the next look is not put off. */
export async function idle({ services }: Watching): Promise<void> {
  if (!services.active.has('days')) return
  await new Promise<void>((resolve) => {
    const stop = services.events.on('lake', () => {
      if (services.active.has('days')) return
      stop()
      resolve()
    })
  })
}

/** Looks, lets a listing settle, looks again, and waits for what that started. */
export async function lookTwice(one: Watching, clock: Standing): Promise<void> {
  await idle(one)
  await one.watch.look(one.spec)
  clock.pass(2_000)
  await one.watch.look(one.spec)
  await idle(one)
}
