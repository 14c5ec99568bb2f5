import type { CheckSpec } from '../../../contract'
import { numberOf } from '../row'
import type { Session } from '../session'
import { ident } from '../sql'
import type { Batch } from './measure-batch'
import { GROUP, GROUP_NAME, ROWS, rowsOf } from './measured-rows'

/** Rows that share the values of these columns with another of their partition; to have none is a value as well. */
export async function measureUnique(
  lane: Session,
  { request, groups, found }: Batch,
  check: Extract<CheckSpec, { kind: 'unique' }>
): Promise<void> {
  const names = check.columns ?? request.key
  const key = names.map(ident).join(', ')
  const suspects = names.length === 0 ? [] : await suspectsOf(lane, key)
  for (const [index, checks] of found.entries()) {
    const at = checks.get(check.id)
    if (at === undefined) continue
    if (names.length === 0) at.figures = { keyless: 'true' }
    else at.figures = { columns: names.join(', '), keys: '0' }
    if (!suspects.includes(index) || index >= groups.length) continue
    const rows = rowsOf(request.schema, groups[index])
    const repeated = `SELECT ${key}, count(*) AS "penstock times" FROM ${rows} GROUP BY ${key} HAVING count(*) > 1`
    const [row] = await lane.rows(
      `SELECT count(*) AS keys, coalesce(sum("penstock times"), 0)::BIGINT AS rows FROM (${repeated})`
    )
    at.failingRows = numberOf(row, 'rows')
    at.figures['keys'] = String(numberOf(row, 'keys'))
    const some = `SELECT ${key} FROM ${rows} GROUP BY ${key} HAVING count(*) > 1 ORDER BY ${key} LIMIT ${request.sampleSize}`
    at.failing = `(${hashed(key)}) IN (SELECT ${hashed(key)} FROM (${some}))`
  }
}

const hashed = (key: string): string => `hash(${key})`

/** Groups in which keys repeat, or two keys have one hash. */
async function suspectsOf(lane: Session, key: string): Promise<number[]> {
  const rows = await lane.rows(`SELECT ${GROUP} FROM ${ROWS} GROUP BY ${GROUP} HAVING count(DISTINCT ${hashed(key)}) < count(*)`)
  return rows.map((row) => numberOf(row, GROUP_NAME))
}
