import { toInstant } from '../../lib/clock'
import { median } from '../../lib/median'
import type { BackfillOptions, ErrorData, PlanItem } from '../../contract'
import { intervalsOf } from '../intervals'
import type { DatasetFacts } from '../types'

/**
 * Requests that a partition of a dataset takes which is asked for at a server: as its earlier runs needed, or one page of each question.
 * Undefined of other datasets.
 */
export function requestsOf(
  { spec, calendar, earlier, asking }: DatasetFacts,
  { fromRaw }: BackfillOptions
): ((dt: string) => number) | undefined {
  if (asking === undefined || asking.questions === null) return undefined
  const { questions } = asking
  if (fromRaw === true) return () => 0
  const counts = earlier.flatMap(({ answers, partitions }) =>
    answers === undefined || partitions === 0 ? [] : [answers / partitions]
  )
  const usual = median(counts)
  if (usual !== undefined) return () => Math.ceil(usual)
  return (dt) => questions * Math.max(1, intervalsOf(spec, calendar, dt).length)
}

/** Told before it runs: what is left of today's requests does not suffice, and when it goes on by itself. */
export function quotaWarnings({ spec, asking }: DatasetFacts, items: readonly PlanItem[]): ErrorData[] {
  const needed = items.reduce((sum, { requests }) => sum + (requests ?? 0), 0)
  if (asking === undefined || asking.left === null || needed <= asking.left) return []
  const { connection, left } = asking
  const resumesAt = toInstant(asking.resumesAt)
  return [
    {
      code: 'quota.short',
      message: `It takes about ${needed} requests, and ${left} of today's are left for ${connection}.`,
      retriable: true,
      hint: `What is left is asked for from ${resumesAt} on, by itself.`,
      details: { dataset: spec.name, connection, needed, left, resumesAt }
    }
  ]
}
