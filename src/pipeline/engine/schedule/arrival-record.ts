import { z } from 'zod'
import type { Backfill } from '../../contract'
import { toInstant } from '../../lib/clock'
import type { Services } from '../services'

const file = z.object({ name: z.string(), bytes: z.number(), modifiedMs: z.number(), dt: z.string().nullable() })
const record = z.object({
  /** Files as they were when a run of them succeeded, or was refused or taken back, which only another file changes. */
  loaded: z.array(file),
  /** Files that were given to a backfill of which it is not known yet how it ended. */
  given: z.object({ backfill: z.string(), files: z.array(file) }).nullable(),
  /** Files whose run broke, with how often and when last. */
  failed: z.array(file.extend({ times: z.number(), at: z.string() }))
})

export type ArrivedFile = z.infer<typeof file>
/** What is known of the files of a source that starts its own runs; kept across restarts. */
export type ArrivalRecord = z.infer<typeof record>

const keyOf = (name: string): string => `schedule.arrivals.${name}`

export const readArrivals = ({ state }: Pick<Services, 'state'>, name: string): ArrivalRecord =>
  state.settings.get(keyOf(name), record) ?? { loaded: [], given: null, failed: [] }

export const writeArrivals = ({ state }: Pick<Services, 'state'>, name: string, changed: ArrivalRecord): Promise<void> =>
  state.settings.put(keyOf(name), changed)

/** The record once it is known how the backfill of the given files ended; it must have ended. */
export function settled(record: ArrivalRecord, ended: Backfill | undefined, now: number): ArrivalRecord {
  const { loaded, given, failed } = record
  if (given === null) return record
  const at = ended?.finishedAt ?? toInstant(now)
  const broke = given.files.filter((one) => ended === undefined || hasFailed(ended, one))
  return {
    loaded: overlaid(
      loaded,
      given.files.filter((one) => !broke.includes(one))
    ),
    given: null,
    failed: withFailures(failed, given.files, broke, at)
  }
}

/** The record once files turned out to hold nothing new, or a rule said no to them. */
export const taken = (before: ArrivalRecord, files: readonly ArrivedFile[]): ArrivalRecord => ({
  ...before,
  loaded: overlaid(before.loaded, files),
  failed: withFailures(before.failed, files, [], '')
})

/** The record once files could not even be given to a backfill. */
export const notGiven = (before: ArrivalRecord, files: readonly ArrivedFile[], now: number): ArrivalRecord => ({
  ...before,
  failed: withFailures(before.failed, files, files, toInstant(now))
})

/** A rule's no, a cancelled run and one that was thrown away are answers; they are not asked for again. Files that are not whole yet will be. */
const hasFailed = ({ dataset, items }: Backfill, { dt }: ArrivedFile): boolean =>
  items.some(
    ({ dataset: of, dt: own, state, error }) =>
      of === dataset && (state === 'failed' || error?.code === 'source.incomplete') && (dt === null || own === dt)
  )

function withFailures(
  failed: ArrivalRecord['failed'],
  tried: readonly ArrivedFile[],
  broke: readonly ArrivedFile[],
  at: string
): ArrivalRecord['failed'] {
  const names = new Set(tried.map(({ name }) => name))
  const before = new Map(failed.map((one) => [one.name, one]))
  const timesOf = (one: ArrivedFile): number => {
    const earlier = before.get(one.name)
    return earlier !== undefined && isSame(earlier, one) ? earlier.times : 0
  }
  const again = broke.map((one) => ({ ...one, times: timesOf(one) + 1, at }))
  return [...failed.filter(({ name }) => !names.has(name)), ...again]
}

function overlaid(files: readonly ArrivedFile[], over: readonly ArrivedFile[]): ArrivedFile[] {
  return [...new Map([...files, ...over].map((one) => [one.name, one])).values()]
}

/** The record without files that are no longer there. */
export function withoutGone({ loaded, given, failed }: ArrivalRecord, files: readonly ArrivedFile[]): ArrivalRecord {
  const there = new Set(files.map(({ name }) => name))
  const isThere = ({ name }: ArrivedFile): boolean => there.has(name)
  return { loaded: loaded.filter(isThere), given, failed: failed.filter(isThere) }
}

const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 6 * 3_600_000

/** Whether a file rests: it failed as it is, and each failure doubles the wait, from a minute to six hours. A clock that was set back waits for none. */
export function rests({ failed }: ArrivalRecord, one: ArrivedFile, now: number): boolean {
  const failure = failed.find(({ name }) => name === one.name)
  if (failure === undefined || !isSame(failure, one)) return false
  const waited = now - Date.parse(failure.at)
  return waited >= 0 && waited < Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failure.times - 1))
}

const isSame = (left: ArrivedFile, right: ArrivedFile): boolean =>
  left.bytes === right.bytes && left.modifiedMs === right.modifiedMs
