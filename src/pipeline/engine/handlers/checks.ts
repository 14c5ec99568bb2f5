import { runChecks } from '../checks/run-checks'
import { suggestChecks } from '../checks/suggest-checks'
import { anomaliesJob } from '../incidents'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type ChecksHandlers = Pick<Handlers, 'checks.run' | 'checks.suggest' | 'anomalies.series'>

export function checksHandlers(services: Services): ChecksHandlers {
  const { datasets, jobs } = services
  return {
    'checks.run': async ({ name, checks, from, to }, { startedBy, requestId }) => {
      await datasets.get(name)
      const spec = { kind: 'checks' as const, title: name, dataset: name, startedBy, requestId, lane: 'read' as const }
      return {
        job: await jobs.start(spec, async (job) => ({ result: await runChecks(services, { name, checks, from, to }, job) }))
      }
    },
    'checks.suggest': async ({ name }, { startedBy, requestId }) => {
      await datasets.get(name)
      const spec = { kind: 'check-suggestions' as const, title: name, dataset: name, startedBy, requestId, lane: 'read' as const }
      return { job: await jobs.start(spec, async (job) => ({ result: await suggestChecks(services, name, job) })) }
    },
    'anomalies.series': async ({ name, spec: tried }, { startedBy, requestId }) => {
      await datasets.get(name)
      const spec = { kind: 'anomalies' as const, title: name, dataset: name, startedBy, requestId, lane: 'read' as const }
      return { job: await jobs.start(spec, (job) => anomaliesJob(services, { name, spec: tried }, job)) }
    }
  }
}
