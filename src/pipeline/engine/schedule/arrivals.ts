import { backfillEnds, isSourced, type ErrorCode, type SourcedSpec, type DatasetSpec } from '../../contract'
import { sourceFiles } from '../../load/source/source-files'
import { toErrorData } from '../../lib/errors'
import { isTestBuild, planted } from '../../lib/plant'
import { arrivedIntervals, type Arrival } from '../../runs/schedule'
import type { Services } from '../services'
import { notGiven, readArrivals, rests, settled, withoutGone, writeArrivals, type ArrivedFile } from './arrival-record'

type Listing = ArrivedFile[]

/** A listing counts once it has been the same for so long, in ms of the monotonic clock: a file that still grows waits. */
const SETTLED_MS = 2_000

/** Somebody else changes the dataset right now, or the engine closes: nothing was tried. */
const notNow: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['run.overlap', 'load.busy', 'engine.gone'])

/**
 * Starts a run for files that came or changed since they were loaded; also for those that came while no engine ran. What breaks is tried again,
 * after longer and longer waits.
 */
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
    if (!(await this.settle(spec))) return
    const { workspace } = this.services
    const files: Listing | null = await sourceFiles(spec, workspace.root, this.stop.signal).catch(() => null)
    if (files === null || !this.hasSettled(spec, files) || this.stop.signal.aborted) return
    const before = readArrivals(this.services, spec.name)
    const now = this.services.clock.now()
    const awake = files.filter((file) => !rests(before, file, now))
    const came = arrivedIntervals(before.loaded, awake, spec)
    if (came.files.length > 0) await this.give(spec, files, came)
  }

  /** Takes note of how the run of what was given last has ended; false where it has not. */
  private async settle({ name }: SourcedSpec): Promise<boolean> {
    const { state, clock } = this.services
    const record = readArrivals(this.services, name)
    if (record.given === null) return true
    const ended = state.backfills.get(record.given.backfill)
    if (ended !== undefined && !backfillEnds.includes(ended.state)) return false
    await writeArrivals(this.services, name, settled(record, ended, clock.now()))
    return true
  }

  private async give(spec: SourcedSpec, listed: Listing, { dts, unnamed, files: names }: Arrival): Promise<void> {
    const { backfills, clock } = this.services
    const record = withoutGone(readArrivals(this.services, spec.name), listed)
    const came = new Set(names)
    const files = listed.filter(({ name }) => came.has(name))
    // Files whose partitions are not named by their paths are loaded as a whole.
    const selection = { name: spec.name, only: 'all' as const, ...(unnamed ? {} : { dts }) }
    const alongside = (backfill: string) => writeArrivals(this.services, spec.name, { ...record, given: { backfill, files } })
    try {
      await backfills.start({ selection, options: { follow: true }, startedBy: 'arrival', trigger: 'arrival', alongside })
    } catch (error) {
      if (!notNow.has(toErrorData(error).code))
        await writeArrivals(this.services, spec.name, notGiven(record, files, clock.now()))
      throw error
    }
  }

  private hasSettled(spec: SourcedSpec, files: Listing): boolean {
    const { clock } = this.services
    const now = isTestBuild && planted('wall-clock-timeouts') ? clock.now() : clock.monotonic()
    const before = this.seen.get(spec.name)
    const same = before?.files.length === files.length && arrivedIntervals(before.files, files, spec).files.length === 0
    if (same) return now - before.since >= SETTLED_MS
    this.seen.set(spec.name, { files, since: now })
    return false
  }
}
