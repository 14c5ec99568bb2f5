import { WHOLE, type DatasetSpec, type Grain } from '../../contract'
import { AppError } from '../../lib/errors'
import { eachDay } from '../../calendar'
import { datesOfPartition, partitionsBetween } from '../intervals'

const DAY = 'YYYY-MM-DD'

/** A selection that spans more is a slip of the keyboard. */
const MOST_YEARS = 100

/** All partitions from `from` to `to`, both included, whether or not anything is expected of them; ends may be dates or months. */
export function everyPartition(spec: DatasetSpec, from: string, to: string): string[] {
  const [first, last] = [datesOfPartition(from)?.from, datesOfPartition(to)?.to]
  if (first === undefined || last === undefined || first > last) {
    throw new AppError('usage', `The range ends before it begins: ${from} to ${to}.`, {
      hint: 'Both ends are included: name the earlier first.',
      details: { from, to }
    })
  }
  if (Number(last.slice(0, 4)) - Number(first.slice(0, 4)) > MOST_YEARS) throw tooLong(from, to)
  return partitionsBetween(spec, undefined, from, to)
}

function tooLong(from: string, to: string): AppError {
  return new AppError('usage', `${from} to ${to} is longer than the ${MOST_YEARS} years that a plan takes.`, {
    hint: 'Select a shorter stretch.',
    details: { from, to, years: MOST_YEARS }
  })
}

/** The partitions of a dataset that hold what `dt` (of another dataset) holds; none where that is not one period. */
export function samePeriod(grain: Grain | undefined, dt: string): string[] {
  if (grain === undefined) return [WHOLE]
  if (grain === 'month') return dt === WHOLE ? [] : [dt.slice(0, 7)]
  // A plan asks it for each of 100,000 days.
  if (dt.length === DAY.length) return [dt]
  const dates = datesOfPartition(dt)
  if (dates === undefined) return []
  return dates.from === dates.to ? [dt] : eachDay(dates.from, dates.to)
}
