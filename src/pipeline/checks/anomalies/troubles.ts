import type { Trouble } from '../incidents'
import type { JudgedReturn } from './judge-return'
import { weekdayOf, type JudgedPoint } from './judge-series'

type Where = Pick<Trouble, 'dataset' | 'run'>

/** Returns of a partition as one trouble, under this subject. */
export const RETURNS = 'returns'
const MOST_SAMPLED = 100

/** A measure that is unusual. */
export function measureTrouble({ dataset, run }: Where, measure: string, point: JudgedPoint, threshold: number): Trouble {
  const { dt, value, median, z } = point
  return {
    ...{ dataset, run, dt, kind: 'anomaly', subject: measure, failingRows: 0, sample: [] },
    severity: z === null || Math.abs(z) > 2 * threshold ? 'warn' : 'info',
    reason: median !== null && value < median ? 'anomaly.low' : 'anomaly.high',
    measured: {
      ...{
        measure,
        value: figure(value),
        median: figure(median),
        z: z === null ? '' : z.toFixed(2),
        threshold: figure(threshold)
      },
      ...(dt.length === 10 ? { weekday: WEEKDAYS[weekdayOf(dt)] ?? '' } : {})
    }
  }
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** All unusual returns of one partition; the one that moved most is named. Undefined where there is none. */
export function returnsTrouble(
  { dataset, run }: Where,
  dt: string,
  judged: readonly JudgedReturn[],
  threshold: number
): Trouble | undefined {
  const unusual = judged.filter((one) => one.unusual).sort(gravestFirst)
  const [worst] = unusual
  if (worst === undefined) return undefined
  const explained = judged.filter((one) => !one.unusual && one.note !== undefined)
  const grave = unusual.some(({ note }) => note === 'unadjusted' || note === 'beyond')
  return {
    ...{ dataset, run, dt, kind: 'anomaly', subject: RETURNS, failingRows: unusual.length },
    severity: grave ? 'warn' : 'info',
    reason: worst.note === 'unadjusted' ? 'anomaly.unadjusted' : 'anomaly.returns',
    measured: {
      ...{ count: String(unusual.length), explained: String(explained.length), threshold: figure(threshold) },
      ...{ entity: worst.entity, date: worst.date, change: share(worst.change), median: share(worst.median), z: zText(worst) },
      ...(worst.note === undefined ? {} : { note: worst.note })
    },
    sample: [...unusual, ...explained].slice(0, MOST_SAMPLED).map(sampleOf)
  }
}

/** What says that the data itself is wrong comes first, then what moved most. */
function gravestFirst(left: JudgedReturn, right: JudgedReturn): number {
  const rank = ({ note }: JudgedReturn): number => (note === 'unadjusted' ? 2 : note === 'beyond' ? 1 : 0)
  const size = ({ change }: JudgedReturn): number => Math.abs(change)
  if (rank(left) !== rank(right)) return rank(right) - rank(left)
  if (size(left) !== size(right)) return size(left) < size(right) ? 1 : -1
  return `${left.entity} ${left.date}` < `${right.entity} ${right.date}` ? -1 : 1
}

const sampleOf = (one: JudgedReturn): Trouble['sample'][number] => ({
  ...{ entity: one.entity, date: one.date, value: figure(one.value), before: one.before, previous: figure(one.previous) },
  ...{ change: share(one.change), median: share(one.median), z: zText(one), note: one.note ?? null }
})

const zText = ({ z }: JudgedReturn): string => (z === null ? '' : z.toFixed(2))
/** A share as per cent: `-49.81 %`. */
const share = (part: number): string => `${(part * 100).toFixed(2)} %`
const figure = (value: number | null): string => (value === null ? '' : String(Number(value.toPrecision(12))))
