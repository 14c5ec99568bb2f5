import type { DatabaseSync } from 'node:sqlite'
import type { RunFilter, RunGroup } from '../contract'
import { conditionOf, type Condition } from './run-filter'

/** quarter: by the quarter of an hour (UTC) in which they began, which no zone's midnight divides. */
export type GroupedBy = 'dataset' | 'quarter'

const keys: Readonly<Record<GroupedBy, string>> = {
  // The sign keeps it from the index by dataset, which would read every run for its sums.
  dataset: '+dataset',
  quarter: `substr(started_at, 1, 14) || substr('00153045', CAST(substr(started_at, 15, 2) AS INTEGER) / 15 * 2 + 1, 2) || 'Z'`
}

/** Runs of a filter summed, as SQL; told from the index by time alone. */
export function groupsQuery(filter: RunFilter, by: GroupedBy): Condition {
  const { sql, values } = conditionOf(filter, true)
  const text = `SELECT ${keys[by]} AS key, count(*) AS runs, sum(state IN ('failed', 'refused')) AS failed,
      sum(changed) AS changed, sum(rows_written) AS rows, sum(seconds) AS seconds
    FROM runs WHERE ${sql} GROUP BY 1 ORDER BY max(started_at) DESC`
  return { sql: text, values }
}

/** Runs of a filter summed, the group with the newest run first. */
export function groupRuns(database: DatabaseSync, filter: RunFilter, by: GroupedBy): RunGroup[] {
  const { sql, values } = groupsQuery(filter, by)
  const groups = database.prepare(sql)
  return groups.all(...values).map((row) => ({
    key: String(row.key),
    ...{ runs: Number(row.runs), failed: Number(row.failed), changed: Number(row.changed) },
    ...{ rows: Number(row.rows), seconds: Number(row.seconds) }
  }))
}

/** Groups whose keys mean the same, as one; in the order in which they first come. */
export function mergeGroups(groups: readonly RunGroup[], keyOf: (key: string) => string): RunGroup[] {
  const merged = new Map<string, RunGroup>()
  for (const group of groups) {
    const key = keyOf(group.key)
    const known = merged.get(key) ?? { key, runs: 0, failed: 0, changed: 0, rows: 0, seconds: 0 }
    merged.set(key, {
      key,
      ...{ runs: known.runs + group.runs, failed: known.failed + group.failed, changed: known.changed + group.changed },
      ...{ rows: known.rows + group.rows, seconds: known.seconds + group.seconds }
    })
  }
  return [...merged.values()]
}
