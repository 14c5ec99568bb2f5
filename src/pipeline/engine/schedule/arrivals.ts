import { backfillEnds, isSourced, type DatasetSpec, type ErrorData, type SourcedSpec } from '../../contract'
import { folderOf, folderSigns, incompleteFolders } from '../../load/source/complete'
import { signsOfBucket } from '../../load/source/s3/bucket'
import { sourceFiles } from '../../load/source/source-files'
import { toErrorData } from '../../lib/errors'
import { isTestBuild, planted } from '../../lib/plant'
import { arrivedIntervals, staysDue, type Arrival } from '../../runs/schedule'
import { outcomeOf } from '../../runs/units'
import { s3AccessFor } from '../connections/s3-access'
import type { Services } from '../services'
import {
  notGiven,
  readArrivals,
  rests,
  settled,
  taken,
  withoutGone,
  writeArrivals,
  type ArrivalRecord,
  type ArrivedFile
} from './arrival-record'
import { datesInRows } from './dates-in-rows'

type Listing = ArrivedFile[]

/** A listing counts once it has been the same for so long, in ms of the monotonic clock: a file that still grows waits. */
const SETTLED_MS = 2_000

/** Partitions that one selection names at most. */
const MOST_DATES = 20_000

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
    const files: Listing | null = await this.wholeFiles(spec, workspace.root).catch(() => null)
    if (files === null || !this.hasSettled(spec, files) || this.stop.signal.aborted) return
    const before = readArrivals(this.services, spec.name)
    const now = this.services.clock.now()
    const awake = files.filter((file) => !rests(before, file, now))
    const came = arrivedIntervals(before.loaded, awake, spec)
    if (came.files.length > 0) await this.give(spec, files, came)
  }

  /** The files of the source, but for those of folders that are not whole yet: they have not come. */
  private async wholeFiles(spec: SourcedSpec, root: string): Promise<Listing | null> {
    const { completeWhen } = spec.source
    const s3 = await s3AccessFor(this.services, spec.source)
    const files = await sourceFiles(spec, root, this.stop.signal, s3)
    if (files === null || completeWhen === undefined) return files
    const signs = s3 === undefined ? folderSigns : signsOfBucket(s3, this.stop.signal)
    const waiting = await incompleteFolders(files, completeWhen, this.services.clock.now(), signs)
    return files.filter(({ path }) => !waiting.has(folderOf(path)))
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
    const { backfills } = this.services
    const record = withoutGone(readArrivals(this.services, spec.name), listed)
    const came = new Set(names)
    const files = listed.filter(({ name }) => came.has(name))
    try {
      const offered = unnamed && spec.partition !== undefined ? await datesInRows(this.services, spec, this.stop.signal) : []
      const wanted = [...new Set([...dts, ...offered])].sort()
      if (wanted.length === 0 && spec.partition !== undefined) {
        await writeArrivals(this.services, spec.name, taken(record, files))
        return
      }
      // What is more than one selection takes is found again at the next look.
      const given = wanted.length > MOST_DATES ? [] : files
      const named = wanted.length === 0 ? {} : { dts: wanted.slice(0, MOST_DATES) }
      await backfills.start({
        ...{ selection: { name: spec.name, only: 'all', ...named }, offered, options: { follow: true } },
        ...{ startedBy: 'arrival', trigger: 'arrival' },
        alongside: (backfill) => writeArrivals(this.services, spec.name, { ...record, given: { backfill, files: given } })
      })
    } catch (error) {
      if (!this.stop.signal.aborted) await this.note(spec, record, files, toErrorData(error))
      throw error
    }
  }

  /** What became of files that were not given to a backfill. */
  private async note({ name }: SourcedSpec, record: ArrivalRecord, files: Listing, error: ErrorData): Promise<void> {
    if (staysDue(error.code)) return
    const broke = outcomeOf(error) === 'failed'
    await writeArrivals(this.services, name, broke ? notGiven(record, files, this.services.clock.now()) : taken(record, files))
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
