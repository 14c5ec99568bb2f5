import { diffOfBackfill } from '../backfills/review/diff-staged-job'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type BackfillHandlers = Pick<
  Handlers,
  | 'backfills.plan'
  | 'backfills.start'
  | 'backfills.list'
  | 'backfills.get'
  | 'backfills.pause'
  | 'backfills.resume'
  | 'backfills.cancel'
  | 'backfills.diff'
  | 'backfills.publish'
  | 'backfills.discard'
>

export function backfillHandlers(services: Services): BackfillHandlers {
  const { backfills, jobs } = services
  return {
    'backfills.plan': ({ selection, options }) => backfills.plan(selection, options),
    'backfills.start': ({ selection, options, hash }, { startedBy, requestId }) =>
      backfills.start({ selection, options, hash, startedBy, requestId, trigger: 'person' }),
    'backfills.list': ({ name, active, limit }) => Promise.resolve(backfills.summaries({ dataset: name, active, limit })),
    'backfills.get': ({ id }) => Promise.resolve(backfills.get(id)),
    'backfills.pause': ({ id }) => backfills.pause(id),
    'backfills.resume': ({ id }) => backfills.resume(id),
    'backfills.cancel': ({ id }) => backfills.cancel(id),
    'backfills.diff': async ({ id, dataset, dt }, { startedBy, requestId }) => {
      backfills.get(id)
      const title = `${dataset} ${dt}`
      const spec = { kind: 'staged-diff' as const, title, dataset, startedBy, requestId, lane: 'read' as const }
      return {
        job: await jobs.start(spec, async (job) => ({ result: await diffOfBackfill(services, { id, dataset, dt }, job) }))
      }
    },
    'backfills.publish': ({ id }, { startedBy, requestId }) => backfills.publish(id, { startedBy, requestId }),
    'backfills.discard': ({ id }) => backfills.discard(id)
  }
}
