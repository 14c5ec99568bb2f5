import { runProblems, type DatasetProblem, type DatasetSpec } from '../../contract'
import { cronProblem } from './cron'

/** What is wrong with a dataset's interval, schedule and run policy; empty when they can be used. */
export function scheduleProblems(spec: DatasetSpec): DatasetProblem[] {
  const problems = runProblems(spec)
  const cron = spec.schedule?.cron
  if (cron === undefined || problems.some(({ where }) => where === 'schedule.cron' || where === 'zone')) return problems
  const why = cronProblem(cron, spec.zone)
  if (why === undefined) return problems
  return [...problems, { where: 'schedule.cron', code: 'schedule.cron', message: `"${cron}" cannot be used: ${why}.` }]
}
