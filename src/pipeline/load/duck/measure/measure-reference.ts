import type { CheckSpec } from '../../../contract'
import { asOf } from '../../as-of'
import { numberOf } from '../row'
import type { Session } from '../session'
import { ident } from '../sql'
import { storedRows } from '../stored'
import type { Batch } from './measure-batch'
import { GROUP, GROUP_NAME, ROWS } from './measured-rows'

type Reference = Extract<CheckSpec, { kind: 'reference' }>

/** Rows whose value does not stand in the other dataset; a row without a value is judged by `nulls`. */
export async function measureReference(lane: Session, batch: Batch, check: Reference): Promise<void> {
  const { request, groups, found } = batch
  const other = request.others[check.dataset]
  const column = other?.schema.columns.find(({ name }) => name === check.refColumn)
  const parts = partsOf(batch, check)
  const known = (files: readonly string[]): string =>
    column === undefined || other === undefined
      ? 'SELECT NULL::VARCHAR AS v WHERE false'
      : `SELECT CAST(${ident(column.physical)} AS VARCHAR) AS v FROM ${storedRows(files, [column])} WHERE ${ident(column.physical)} IS NOT NULL`
  const used = column === undefined ? new Map<number, number>() : parts.byGroup
  const counts =
    used.size === 0 ? new Map<number, [number, number]>() : await countUnknown(lane, check, used, parts.files.map(known))
  for (const index of groups.keys()) {
    const at = found[index]?.get(check.id)
    const part = used.get(index)
    if (at === undefined) continue
    const [rows, values] = counts.get(index) ?? [0, 0]
    at.figures = {
      dataset: check.dataset,
      ...(column === undefined && other !== undefined ? { missing: check.refColumn } : {}),
      reference: part === undefined ? null : (parts.names[part] ?? null),
      values: String(values)
    }
    at.failingRows = rows
    if (rows === 0 || part === undefined) continue
    const value = `CAST(${ident(check.column)} AS VARCHAR)`
    at.failing = `${value} IS NOT NULL AND ${value} NOT IN (${known(parts.files[part] ?? [])})`
  }
}

/** The partitions of the other dataset that groups are held against, each once. */
function partsOf({ request, groups }: Batch, check: Reference) {
  const partitions = request.others[check.dataset]?.partitions ?? []
  const chosen = new Map<string, { name: string; files: string[] }>()
  const byGroup = new Map<number, number>()
  for (const [index, { dt }] of groups.entries()) {
    const one = check.asOf ? asOf(partitions, dt) : undefined
    const part = check.asOf
      ? one && { name: one.dt, files: one.files }
      : partitions.length === 0
        ? undefined
        : { name: 'all', files: partitions.flatMap(({ files }) => files) }
    if (part === undefined) continue
    if (!chosen.has(part.name)) chosen.set(part.name, part)
    byGroup.set(index, [...chosen.keys()].indexOf(part.name))
  }
  const parts = [...chosen.values()]
  return { byGroup, names: parts.map(({ name }) => name), files: parts.map(({ files }) => files) }
}

/** Of each group: rows and different values that are not known. */
async function countUnknown(
  lane: Session,
  check: Reference,
  used: ReadonlyMap<number, number>,
  known: readonly string[]
): Promise<Map<number, [number, number]>> {
  const lists = known.map((sql, part) => `SELECT ${part} AS part, v FROM (${sql})`).join(' UNION ALL ')
  const pairs = [...used].map(([group, part]) => `(${group}, ${part})`).join(', ')
  const rows = await lane.rows(
    `WITH known AS (SELECT DISTINCT part, v FROM (${lists})), ` +
      `used AS (SELECT * FROM (VALUES ${pairs}) AS pairs(g, part)), ` +
      `seen AS (SELECT ${GROUP} AS g, CAST(${ident(check.column)} AS VARCHAR) AS v, count(*) AS n FROM ${ROWS} ` +
      `WHERE ${ident(check.column)} IS NOT NULL GROUP BY ALL) ` +
      `SELECT g AS ${GROUP}, sum(n)::BIGINT AS rows, count(*) AS vals FROM seen JOIN used USING (g) ` +
      'WHERE NOT EXISTS (SELECT 1 FROM known WHERE known.part = used.part AND known.v = seen.v) GROUP BY g'
  )
  return new Map(rows.map((row) => [numberOf(row, GROUP_NAME), [numberOf(row, 'rows'), numberOf(row, 'vals')]]))
}
