import type { RunFilter } from '../contract'

export interface Condition {
  sql: string
  values: readonly (string | number)[]
}

/**
 * A filter as SQL over `runs`. Unless it is one of what has an index of its own (`scan`: even then), every run is looked at, in the index
 * by time: that holds all that is asked here, where the runs themselves lie behind records of many kilobytes.
 */
export function conditionOf(filter: RunFilter, scan = false): Condition {
  const alone = !scan && Object.values(filter).filter((value) => value !== undefined).length === 1
  const parts = [...indexed(filter, alone ? '' : '+'), ...ofDate(filter), ...scanned(filter)]
  return {
    sql: parts.length === 0 ? 'true' : parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values)
  }
}

/** What has an index of its own, which the sign keeps from being used. */
function indexed({ name, states }: RunFilter, sign: '' | '+'): Condition[] {
  return [
    ...(name === undefined ? [] : [{ sql: `${sign}dataset = ?`, values: [name] }]),
    ...(states === undefined ? [] : [{ sql: `${sign}state IN (${marks(states)})`, values: states }])
  ]
}

/** Looked for in the order of time: a date may be in most of the runs. */
function ofDate({ name, dt }: RunFilter): Condition[] {
  if (dt === undefined) return []
  if (name === undefined) return [{ sql: '+id IN (SELECT run_id FROM run_partitions WHERE dt = ?)', values: [dt] }]
  return [{ sql: '+id IN (SELECT run_id FROM run_partitions WHERE dataset = ? AND dt = ?)', values: [name, dt] }]
}

function scanned({ kinds, trigger, startedBy, backfill, since, until, text }: RunFilter): Condition[] {
  const wanted = text?.trim().toLowerCase()
  const equal: [string, string | undefined][] = [
    ['run_trigger = ?', trigger],
    ['started_by = ?', startedBy],
    ['backfill = ?', backfill],
    ['started_at >= ?', since],
    ['started_at < ?', until],
    ['instr(search, ?) > 0', wanted === '' ? undefined : wanted]
  ]
  return [
    ...(kinds === undefined ? [] : [{ sql: `kind IN (${marks(kinds)})`, values: kinds }]),
    ...equal.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, values: [value] }]))
  ]
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')
