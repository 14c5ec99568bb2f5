import { z } from 'zod'
import { isSourced, type SourcedSpec, type DatasetSpec } from '../../contract'
import { sourceFiles } from '../../load/source/source-files'
import { toErrorData } from '../../lib/errors'
import { arrivedIntervals } from '../../runs/schedule'
import type { Services } from '../services'

const listing = z.array(z.object({ name: z.string(), bytes: z.number(), modifiedMs: z.number(), dt: z.string().nullable() }))
type Listing = z.infer<typeof listing>

/** A listing counts once it has been the same for so long, in ms of the monotonic clock: a file that still grows waits. */
const SETTLED_MS = 2_000

const loadedKey = (name: string): string => `schedule.arrivals.loaded.${name}`

/** Starts a run for files that came or changed since the last one; also for those that came while no engine ran. */
export class ArrivalWatch {
  private readonly seen = new Map<string, { files: Listing; since: number }>()
  private readonly looks = new Map<string, Promise<void>>()
  private readonly stop = new AbortController()

  constructor(private readonly services: Services) {}

  /** Looks at a source, one look at a time; a slow folder need hold up nothing else. Never rejects. */
  async look(spec: DatasetSpec): Promise<void> {
    const { active, busy, logger } = this.services
    if (!isSourced(spec) || this.looks.has(spec.name) || active.has(spec.name) || busy.has(spec.name)) return
    const failed = (error: unknown): void =>
      logger.warn('an arrival could not be loaded', { dataset: spec.name, error: toErrorData(error).message })
    const look = this.lookAt(spec)
      .catch(failed)
      .finally(() => this.looks.delete(spec.name))
    this.looks.set(spec.name, look)
    await look
  }

  async close(): Promise<void> {
    this.stop.abort()
    await Promise.all(this.looks.values())
  }

  private async lookAt(spec: SourcedSpec): Promise<void> {
    const { state, workspace } = this.services
    const files: Listing | null = await sourceFiles(spec, workspace.root, this.stop.signal).catch(() => null)
    if (files === null || !this.hasSettled(spec, files) || this.stop.signal.aborted) return
    const { dts, unnamed, files: came } = arrivedIntervals(state.settings.get(loadedKey(spec.name), listing) ?? [], files, spec)
    if (came.length === 0) return
    // Files whose partitions are not named by their paths are loaded as a whole.
    const selection = { name: spec.name, only: 'all' as const, ...(unnamed ? {} : { dts }) }
    await this.services.backfills.start({ selection, options: { follow: true }, startedBy: 'arrival', trigger: 'arrival' })
    await state.settings.put(loadedKey(spec.name), files)
  }

  private hasSettled(spec: SourcedSpec, files: Listing): boolean {
    const now = this.services.clock.monotonic()
    const before = this.seen.get(spec.name)
    const same = before?.files.length === files.length && arrivedIntervals(before.files, files, spec).files.length === 0
    if (same) return now - before.since >= SETTLED_MS
    this.seen.set(spec.name, { files, since: now })
    return false
  }
}
