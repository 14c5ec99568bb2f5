import type { IncidentFilter, IncidentState } from '../contract'

const RANK = { open: 0, acknowledged: 1, snoozed: 2, closed: 3 }
/** The order in which a list shows them. */
export const rankOf = (state: IncidentState): number => RANK[state]

/** A filter as SQL over the columns that the index of the list has. */
export function incidentConditions({ name, dt, states, kinds, text }: IncidentFilter): {
  where: string
  values: (string | number)[]
} {
  const conditions = [
    ...(states === undefined ? [] : [among('rank', states.map(rankOf))]),
    ...(name === undefined ? [] : [among('dataset', [name])]),
    ...(dt === undefined ? [] : [among('dt', [dt])]),
    ...(kinds === undefined ? [] : [among('kind', kinds)]),
    ...words(text).map((word) => ({ sql: 'instr(search, ?) > 0', values: [word] }))
  ]
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`
  return { where, values: conditions.flatMap(({ values }) => values) }
}

const among = (column: string, values: readonly (string | number)[]): { sql: string; values: (string | number)[] } => ({
  sql: `${column} IN (${values.map(() => '?').join(', ')})`,
  values: [...values]
})

const words = (text: string | undefined): string[] =>
  (text ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
