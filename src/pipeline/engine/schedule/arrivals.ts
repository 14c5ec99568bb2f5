import { z } from 'zod'
import { isSourced, type DatasetSpec } from '../../contract'
import { sourceFiles } from '../../load/source/source-files'
import { toErrorData } from '../../lib/errors'
import { arrivedIntervals } from '../../runs/schedule'
import type { Services } from '../services'

const listing = z.array(z.object({ name: z.string(), bytes: z.number(), modifiedMs: z.number(), dt: z.string().nullable() }))
type Listing = z.infer<typeof listing>

const keyOf = (name: string, what: 'loaded' | 'seen'): string => `schedule.arrivals.${what}.${name}`

/**
 * Starts a run for files that came or changed since the last one; also for those that came while no engine ran. A file that still grows waits: it
 * counts once two looks have seen it alike.
 */
export async function watchArrivals(services: Services, spec: DatasetSpec): Promise<void> {
  const { state, workspace, active, busy, logger } = services
  if (!isSourced(spec) || active.has(spec.name) || busy.has(spec.name)) return
  const files: Listing | null = await sourceFiles(spec, workspace.root, new AbortController().signal).catch(() => null)
  if (files === null) return
  const loaded = state.settings.get(keyOf(spec.name, 'loaded'), listing) ?? []
  const { dts, unnamed, files: came } = arrivedIntervals(loaded, files, spec)
  if (came.length === 0) return
  const seen = state.settings.get(keyOf(spec.name, 'seen'), listing) ?? []
  await state.settings.put(keyOf(spec.name, 'seen'), files)
  if (arrivedIntervals(seen, files, spec).files.length > 0) return
  try {
    await start(services, spec, unnamed ? [] : dts)
    await state.settings.put(keyOf(spec.name, 'loaded'), files)
  } catch (error) {
    logger.warn('an arrival could not be loaded', { dataset: spec.name, error: toErrorData(error).message })
  }
}

/** Files whose partitions are not named by their paths are loaded as a whole. */
async function start(services: Services, spec: DatasetSpec, dts: readonly string[]): Promise<void> {
  const selection = { name: spec.name, only: 'all' as const, ...(dts.length === 0 ? {} : { dts: [...dts] }) }
  await services.backfills.start({ selection, options: { follow: true }, startedBy: 'arrival', trigger: 'arrival' })
}
