import { AppError, toErrorData } from '../../lib/errors'
import { newId } from '../../lib/ids'
import type { Snapshot } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import type { JobContext } from '../jobs/job'
import { runAttempt } from '../loads/attempt'
import { commitStaged } from '../loads/commit-staged'
import { writeDown } from '../loads/run-load'
import type { Services } from '../services'
import type { LiveBackfill } from './live-backfill'
import type { StagedUnit } from './staged-files'

/** Publishes everything that was staged, inputs before what is made from them, in one commit for each dataset. */
export async function publishStaged(services: Services, live: LiveBackfill, job: JobContext): Promise<void> {
  const units = await services.backfills.staged.of(live.id)
  const datasets = [...new Set(live.record.items.map(({ dataset }) => dataset))]
  try {
    for (const dataset of datasets) await refuseMoved(services, dataset, units)
    for (const dataset of datasets) {
      const own = units.filter((unit) => unit.dataset === dataset)
      const waiting = live.record.items.some((item) => item.dataset === dataset && item.state === 'staged')
      if (own.length > 0 && waiting) await publishDataset(services, live, job, dataset, own)
      await live.apply({ kind: 'published', dataset })
    }
    await services.backfills.staged.drop(live.id)
  } catch (error) {
    await live.apply({ kind: 'publish-failed', error: toErrorData(error) })
  }
}

/** Refused where a partition was changed after it was compared: what was reviewed would not be what happens. */
async function refuseMoved({ table }: Services, dataset: string, units: readonly StagedUnit[]): Promise<void> {
  const now = await table(dataset).snapshot()
  const moved = units
    .filter((unit) => unit.dataset === dataset)
    .flatMap(({ staged, changedIn, run }) =>
      staged.partitions
        .filter(({ change }) => change !== 'unchanged')
        .filter(({ dt }) => now?.changedIn.get(dt) !== changedIn[dt] && !isOwn(now, dt, run))
        .map(({ dt }) => dt)
    )
  if (moved.length === 0) return
  throw new AppError(
    'plan.stale',
    `${moved.length} partitions of ${dataset} were changed after they were staged, the first being ${moved[0] ?? ''}.`,
    {
      hint: 'Throw this review away and stage it again.',
      details: { difference: { changed: moved.map((dt) => ({ dataset, dt, what: 'version' })) } }
    }
  )
}

/** Published already, before a crash. */
const isOwn = (snapshot: Snapshot | undefined, dt: string, run: string): boolean =>
  [...(snapshot?.files.values() ?? [])].some((file) => file.dt === dt && file.runId === run)

async function publishDataset(
  services: Services,
  live: LiveBackfill,
  job: JobContext,
  dataset: string,
  units: readonly StagedUnit[]
): Promise<void> {
  const own: JobContext = { ...job, id: newId(services.clock.now()), commit: (step) => step() }
  const spec = { dataset, kind: 'publish' as const, backfill: live.id, trigger: live.record.trigger }
  const outcome = await runAttempt(services, own, spec, async (attempt) => {
    const base = await services.table(dataset).snapshot()
    const staged = together(units)
    attempt.book.note({ versionBefore: base?.version ?? null })
    writeDown(attempt, staged, base)
    const markers = new Map(units.flatMap((unit) => Object.entries(unit.markers)))
    const draft = { dataset, base, staged, parts: units, operation: 'PUBLISH' as const, markers }
    const result = await commitStaged(services, own, attempt, draft)
    attempt.book.say(`Published as version ${result.version ?? 0}.`)
    return result
  })
  if (outcome.error !== undefined) throw AppError.fromData(outcome.error)
}

/** Units of one dataset as one. */
function together(units: readonly StagedUnit[]): StagedLoad {
  const [first] = units
  if (first === undefined) throw new AppError('internal', 'There is nothing to publish.')
  const sum = (of: (staged: StagedLoad) => number): number => units.reduce((total, { staged }) => total + of(staged), 0)
  const newest = units.at(-1)?.staged ?? first.staged
  return {
    ...{ schema: newest.schema, schemaId: newest.schemaId, quarantineSample: [] },
    inputs: units.flatMap(({ staged }) => staged.inputs),
    rowsRead: sum(({ rowsRead }) => rowsRead),
    rowsWritten: sum(({ rowsWritten }) => rowsWritten),
    rowsQuarantined: sum(({ rowsQuarantined }) => rowsQuarantined),
    rowsSuperseded: sum(({ rowsSuperseded }) => rowsSuperseded),
    bytesRead: sum(({ bytesRead }) => bytesRead),
    partitions: units.flatMap(({ staged }) => staged.partitions),
    quarantine: units.flatMap(({ staged }) => staged.quarantine),
    notes: units.flatMap(({ staged }) => staged.notes)
  }
}
