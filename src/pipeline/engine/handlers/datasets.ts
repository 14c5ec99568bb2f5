import { join } from 'node:path'
import type { DatasetDetail } from '../../contract'
import { loadCalendar } from '../../calendar'
import { AppError } from '../../lib/errors'
import { requireChecks } from '../checks/require-checks'
import { summarise } from '../partitions/summary'
import type { Handlers } from '../protocol/dispatch'
import { busyError } from '../loads/busy'
import type { Services } from '../services'
import { bringBack, throwAway } from '../trash'

type DatasetHandlers = Pick<Handlers, 'datasets.list' | 'datasets.get' | 'datasets.save' | 'datasets.remove' | 'datasets.restore'>

export function datasetHandlers(services: Services): DatasetHandlers {
  const { datasets, events, workspace } = services
  const detail = async (name: string): Promise<DatasetDetail> => {
    const spec = await datasets.get(name)
    const summary = await summarise(services, { name, spec })
    return { spec, summary, file: datasets.path(name), location: join(workspace.lake, name) }
  }
  const changed = async (name: string): Promise<DatasetDetail> => {
    const found = await detail(name)
    events.emit('lake', { name, version: found.summary.version })
    return found
  }
  return {
    'datasets.list': async () => Promise.all((await datasets.list()).map((entry) => summarise(services, entry))),
    'datasets.get': ({ name }) => detail(name),
    'datasets.save': async ({ spec, replace }) => {
      refuseBusy(services, spec.name)
      if (spec.calendar !== undefined) await loadCalendar(workspace.root, spec.calendar)
      await requireChecks(services, spec)
      await datasets.save(spec, replace)
      return changed(spec.name)
    },
    'datasets.remove': async ({ name }) => {
      await datasets.get(name).catch(ignoreInvalid)
      refuseBusy(services, name)
      const trash = await throwAway(services, name)
      await services.incidents.removed(name)
      events.emit('lake', { name, version: null })
      return { trash }
    },
    'datasets.restore': async ({ trash }) => {
      const name = await bringBack(services, trash)
      await services.incidents.restored(name)
      return changed(name)
    }
  }
}

/** A dataset whose file is damaged can still be removed. */
function ignoreInvalid(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'dataset.invalid')) throw error
}

function refuseBusy(services: Services, name: string): void {
  if (services.busy.has(name)) throw busyError(services, name)
}
