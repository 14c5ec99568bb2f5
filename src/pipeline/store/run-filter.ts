import type { RunFilter } from '../contract'

export interface Condition {
  sql: string
  values: (string | number)[]
}

/** A filter as SQL over `runs`. */
export function conditionOf(filter: RunFilter): Condition {
  const parts: Condition[] = []
  const add = (sql: string, ...values: (string | number)[]): void => void parts.push({ sql, values })
  if (filter.name !== undefined) add('dataset = ?', filter.name)
  if (filter.dt !== undefined) {
    if (filter.name === undefined) add('id IN (SELECT run_id FROM run_partitions WHERE dt = ?)', filter.dt)
    else add('id IN (SELECT run_id FROM run_partitions WHERE dataset = ? AND dt = ?)', filter.name, filter.dt)
  }
  if (filter.states !== undefined) add(`state IN (${marks(filter.states)})`, ...filter.states)
  if (filter.kinds !== undefined) add(`kind IN (${marks(filter.kinds)})`, ...filter.kinds)
  if (filter.trigger !== undefined) add('run_trigger = ?', filter.trigger)
  if (filter.startedBy !== undefined) add('started_by = ?', filter.startedBy)
  if (filter.backfill !== undefined) add('backfill = ?', filter.backfill)
  if (filter.since !== undefined) add('started_at >= ?', filter.since)
  if (filter.until !== undefined) add('started_at < ?', filter.until)
  if (filter.text !== undefined && filter.text.trim() !== '') add('instr(search, ?) > 0', filter.text.trim().toLowerCase())
  return {
    sql: parts.length === 0 ? 'true' : parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values)
  }
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')
