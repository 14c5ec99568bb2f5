import { join } from 'node:path'
import { AppError, toErrorData } from '../../../lib/errors'
import { newId } from '../../../lib/ids'
import { canRead } from '../../../lake/evolve'
import type { Snapshot } from '../../../lake/types'
import type { StagedLoad } from '../../../load/worker-api'
import type { JobContext } from '../../jobs/job'
import { tellChecked } from '../../checks/tell-checked'
import { runAttempt } from '../../loads/attempt'
import { changesNothing, commitStaged } from '../../loads/commit-staged'
import { writeDown } from '../../loads/run-load'
import type { Services } from '../../services'
import { linkUnit } from './link-unit'
import type { LiveBackfill } from '../lifecycle/live-backfill'
import { sayWaiting } from '../lifecycle/say-waiting'
import { mustBeThere } from './must-be-there'
import type { StagedUnit } from './staged-files'

/** Publishes everything that was staged, inputs before what is made from them, in one commit for each dataset. */
export async function publishStaged(services: Services, live: LiveBackfill, job: JobContext): Promise<void> {
  const units = await services.backfills.staged.of(live.id)
  const published = publishedBefore(services, live.id)
  const left = [...new Set(units.map(({ dataset }) => dataset))].filter((dataset) => !published.has(dataset))
  try {
    await mustBeThere(
      live.id,
      units.filter(({ dataset }) => left.includes(dataset))
    )
    const bases = new Map<string, Snapshot | undefined>()
    for (const dataset of left) bases.set(dataset, await unmovedTable(services, dataset, units))
    for (const dataset of new Set(live.record.items.map((item) => item.dataset))) {
      const own = units.filter((unit) => unit.dataset === dataset && !published.has(dataset))
      if (tellsAnything(own, bases.get(dataset)))
        await publishDataset(services, live, job, { dataset, units: own, base: bases.get(dataset) })
      await live.apply({ kind: 'published', dataset })
    }
    await services.backfills.staged.drop(live.id)
  } catch (error) {
    // Only what happened could not be written down: it goes on with what is left once that can be.
    if (live.unwritten) throw error
    // A closing engine leaves it as it is: the next one goes on with it.
    if (!live.closing) await live.apply({ kind: 'publish-failed', error: toErrorData(error) })
  }
}

/** Rows, or only of what its partitions were made or that some are empty. */
const tellsAnything = (units: readonly StagedUnit[], base: Snapshot | undefined): boolean =>
  units.some(({ staged, markers }) => !changesNothing(staged, base) || Object.keys(markers).length > 0)

/** Datasets that an earlier engine published before it ended. */
function publishedBefore({ state }: Services, backfill: string): Set<string> {
  const { runs } = state.runs.list({ filter: { backfill, kinds: ['publish'], states: ['done'] }, from: 0, limit: 500 })
  return new Set(runs.map(({ dataset }) => dataset))
}

/** The table now. Refused where a partition was changed after it was compared: what was reviewed would not be what happens. */
async function unmovedTable({ table }: Services, dataset: string, units: readonly StagedUnit[]): Promise<Snapshot | undefined> {
  const now = await table(dataset).snapshot()
  const moved = units
    .filter((unit) => unit.dataset === dataset)
    .flatMap(({ staged, changedIn }) =>
      staged.partitions
        .filter(({ change, dt }) => change !== 'unchanged' && now?.changedIn.get(dt) !== changedIn[dt])
        .map(({ dt }) => dt)
    )
  if (moved.length === 0) return now
  throw new AppError(
    'plan.stale',
    `${moved.length} partitions of ${dataset} were changed after they were staged, the first being ${moved[0] ?? ''}.`,
    {
      hint: 'Throw this review away and stage it again.',
      details: { difference: { changed: moved.map((dt) => ({ dataset, dt, what: 'version' })) } }
    }
  )
}

async function publishDataset(
  services: Services,
  live: LiveBackfill,
  job: JobContext,
  { dataset, units, base }: { dataset: string; units: readonly StagedUnit[]; base: Snapshot | undefined }
): Promise<void> {
  const staged = together(units)
  const own: JobContext = { ...job, id: newId(services.clock.now()), commit: (step) => step() }
  const stalled = (error: unknown): void => sayWaiting(live, error)
  const spec = { dataset, kind: 'publish' as const, backfill: live.id, trigger: live.record.trigger, stalled }
  const outcome = await runAttempt(services, own, spec, async (attempt) => {
    attempt.book.note({ versionBefore: base?.version ?? null })
    writeDown(attempt, staged, base)
    const parts = await Promise.all(units.map((unit) => linkUnit(unit, join(attempt.staging, unit.run))))
    const markers = new Map(units.flatMap((unit) => Object.entries(unit.markers)))
    const draft = { dataset, base, staged, parts, operation: 'PUBLISH' as const, markers }
    const result = await commitStaged(services, own, attempt, draft)
    attempt.book.say(`Published as version ${result.version ?? 0}.`)
    return result
  })
  if (outcome.error !== undefined) throw AppError.fromData(outcome.error)
  const checks = new Map(units.flatMap((unit) => Object.entries(unit.checks ?? {})))
  await tellChecked(services, { dataset, run: own.id }, checks)
}

/** Units of one dataset as one. */
function together(units: readonly StagedUnit[]): StagedLoad {
  const sum = (of: (staged: StagedLoad) => number): number => units.reduce((total, { staged }) => total + of(staged), 0)
  const last = units.at(-1)
  if (last === undefined) throw new AppError('internal', 'There is nothing to publish.')
  if (units.some(({ staged }) => !canRead(staged.schema, last.staged.schema))) {
    throw new AppError('schema.breaking', `${last.dataset} has other columns in some partitions than in others.`, {
      hint: 'Cast each column of a query to one type, and make them again.'
    })
  }
  return {
    ...{ schema: last.staged.schema, schemaId: last.staged.schemaId, quarantineSample: [] },
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
