import type { CheckSpec } from '../../../contract'
import { numberOf } from '../row'
import type { Session } from '../session'
import { ident } from '../sql'
import type { Batch } from './measure-batch'
import { rowsOf } from './measured-rows'
import { ratioOf } from './plan-check'

/** Doubles round: a ratio at the very edge of what is allowed lies within. */
const SLACK = 1e-12

/** Counts the rows whose ratio lies apart from the median; where least and greatest do not, there are none to look for. */
export async function failingRatios(
  lane: Session,
  { request, groups, found }: Batch,
  check: Extract<CheckSpec, { kind: 'ratio' }>
): Promise<void> {
  for (const [index, group] of groups.entries()) {
    const at = found[index]?.get(check.id)
    if (at === undefined) continue
    const { median, least, greatest, zeros } = at.figures
    const zero = `(${ident(check.right)} = 0 AND ${ident(check.left)} IS NOT NULL)`
    const [from, to] = boundsOf(Number(median ?? NaN), check.within + SLACK)
    const value = ratioOf(check)
    const apart = Number.isNaN(from) ? 'false' : `${value} < CAST(${from} AS DOUBLE) OR ${value} > CAST(${to} AS DOUBLE)`
    const within = Number(zeros ?? 0) === 0 && !(Number(least) < from) && !(Number(greatest) > to)
    if (within) continue
    at.failing = `${zero} OR ${apart}`
    const [row] = await lane.rows(`SELECT count(*) FILTER (${at.failing}) AS rows FROM ${rowsOf(request.schema, group)}`)
    at.failingRows = numberOf(row, 'rows')
  }
}

function boundsOf(median: number, within: number): [number, number] {
  const width = Math.abs(median) * within
  return [median - width, median + width]
}
