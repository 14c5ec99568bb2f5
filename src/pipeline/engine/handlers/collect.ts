import { previewCollect } from '../collect/preview'
import { sweepDataset } from '../collect/sweep'
import { fill, listTemplates } from '../collect/templates'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type CollectHandlers = Pick<
  Handlers,
  'templates.list' | 'templates.problems' | 'templates.fill' | 'collect.preview' | 'collect.sweep'
>

export function collectHandlers(services: Services): CollectHandlers {
  const { jobs, workspace, datasets } = services
  return {
    'templates.list': async () => (await listTemplates(workspace.root)).templates,
    'templates.problems': async () => (await listTemplates(workspace.root)).problems,
    'templates.fill': (filled) => fill(workspace.root, filled),
    'collect.preview': async ({ collect, dt, zone }, { startedBy, requestId }) => {
      const title = `${collect.connection} ${dt}`
      const spec = { kind: 'collect-preview' as const, title, dataset: null, startedBy, requestId, lane: 'quick' as const }
      return {
        job: await jobs.start(spec, async (job) => ({ result: await previewCollect(services, { collect, dt, zone }, job) }))
      }
    },
    'collect.sweep': async ({ name, from, to }, { startedBy, requestId }) => {
      await datasets.get(name)
      const spec = { kind: 'sweep' as const, title: name, dataset: name, startedBy, requestId, lane: 'read' as const }
      return { job: await jobs.start(spec, async (job) => ({ result: await sweepDataset(services, { name, from, to }, job) })) }
    }
  }
}
