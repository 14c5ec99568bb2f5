import type { ErrorData, Health } from '../../contract'

type Measured = Pick<Health, 'disk' | 'quotas' | 'schedules'>

const GIB = 2 ** 30
/** Below this a load may not find room to write beside what is there. */
const LITTLE_BYTES = 5 * GIB
const FEW_DAYS = 7
/** A tick is looked for every five seconds: more than this is late. */
const LATE_SECONDS = 300

/** What of it somebody should look at, the worst first. */
export function problemsOf({ disk, quotas, schedules }: Measured): ErrorData[] {
  return [...diskProblems(disk), ...quotas.flatMap(quotaProblems), ...schedules.flatMap(scheduleProblems)]
}

export function verdictOf(problems: readonly ErrorData[]): Health['verdict'] {
  if (problems.length === 0) return 'ok'
  return problems.some(({ retriable }) => !retriable) ? 'failing' : 'warning'
}

function diskProblems({ freeBytes, daysLeft }: Health['disk']): ErrorData[] {
  if (freeBytes === null) return []
  const few = daysLeft !== null && daysLeft < FEW_DAYS
  if (freeBytes >= LITTLE_BYTES && !few) return []
  const left = `${(freeBytes / GIB).toFixed(1)} GiB are free`
  const pace =
    daysLeft === null
      ? ''
      : `, enough for ${daysLeft < 10 ? daysLeft.toFixed(1) : Math.round(daysLeft)} days at the pace of the last seven`
  const message = `${left}${pace}.`
  const hint = 'Make room, or move the workspace to a larger disk.'
  return [{ code: 'disk.full', message, hint, retriable: freeBytes >= GIB, details: { freeBytes, daysLeft } }]
}

function quotaProblems({ connection, used, perDay, exhausted, waiting, resetsAt }: Health['quotas'][number]): ErrorData[] {
  if (!exhausted && waiting.length === 0) return []
  const of = perDay === null ? '' : ` of ${perDay}`
  const message = `No more requests may be made of ${connection} now (${used}${of} today); ${waiting.length} backfills wait.`
  const hint = resetsAt === null ? 'They go on by themselves.' : `They go on by themselves at ${resetsAt}.`
  return [{ code: 'quota.exhausted', message, hint, retriable: true, details: { connection, used, perDay, waiting } }]
}

function scheduleProblems({ dataset, lateSeconds, waiting }: Health['schedules'][number]): ErrorData[] {
  if (waiting === 0 || lateSeconds === null || lateSeconds < LATE_SECONDS) return []
  const message = `${waiting} intervals of ${dataset} wait for their turn, and the last started ${Math.round(lateSeconds / 60)} minutes late.`
  const hint = 'A run that takes longer than its period holds up the next ones: look at what it does.'
  return [{ code: 'schedule.late', message, hint, retriable: true, details: { dataset, waiting, lateSeconds } }]
}
