import type { CheckMeasure, MeasureRequest } from '../../measure-api'
import { inLanes } from '../lanes'
import { numberOf, textOf, type Row } from '../row'
import type { Session } from '../session'
import { failingRatios } from './failing-ratios'
import { measureColumns } from './measure-columns'
import { measureReconciled } from './measure-reconciled'
import { measureReference } from './measure-reference'
import { measureUnique } from './measure-unique'
import { asTexts, GROUP, GROUP_NAME, ROWS, rowsOf, viewGroups } from './measured-rows'
import type { CheckPlan } from './plan-check'

/** Groups that are looked at together, and what was found of each check in each. */
export interface Batch {
  request: MeasureRequest
  groups: MeasureRequest['groups']
  /** By the group's place, then by check. */
  found: readonly ReadonlyMap<string, Found>[]
}

/** `failing`: SQL that is true for the rows that a sample shows; undefined where there is none to show. */
export interface Found {
  failingRows: number
  figures: Record<string, string | null>
  failing?: string | undefined
}

type Task = (lane: Session) => Promise<void>

/** Measures all checks of some groups: one query for all that looks at rows one by one, and one for each that compares them. */
export async function measureBatch(
  lanes: readonly Session[],
  request: MeasureRequest,
  plans: readonly CheckPlan[],
  groups: MeasureRequest['groups']
): Promise<CheckMeasure[]> {
  for (const lane of lanes) await viewGroups(lane, request.schema, groups)
  const found = groups.map(() => new Map(plans.map(({ check, problem = {} }) => [check.id, emptyOf(problem)])))
  const batch = { request, groups, found }
  const rows = groups.map(() => 0)
  await inLanes(lanes, tasksOf(batch, plans, rows, lanes.length), (lane, task) => task(lane))
  const failed = plans.flatMap((plan) => groups.map((_, index) => ({ plan, index, at: found[index]?.get(plan.check.id) })))
  const samples = new Map<Found, CheckMeasure['sample']>()
  await inLanes(
    lanes,
    failed.filter(({ at }) => at !== undefined && at.failingRows > 0),
    async (lane, { at, index }) => {
      if (at !== undefined) samples.set(at, await sampleOf(lane, request, groups[index], at))
    }
  )
  return failed.flatMap(({ plan, index, at }) => {
    const dt = groups[index]?.dt
    if (at === undefined || dt === undefined) return []
    const { failingRows, figures } = at
    return [{ check: plan.check.id, dt, rows: rows[index] ?? 0, failingRows, figures, sample: samples.get(at) ?? [] }]
  })
}

const emptyOf = (figures: Record<string, string>): Found => ({ failingRows: 0, figures: { ...figures } })

/** The longest first, so that no lane waits for it alone. */
function tasksOf(batch: Batch, plans: readonly CheckPlan[], rows: number[], lanes: number): Task[] {
  const usable = plans.filter(({ problem }) => problem === undefined)
  const compared = usable.flatMap(({ check }): Task[] => {
    if (check.kind === 'unique') return [(lane) => measureUnique(lane, batch, check)]
    if (check.kind === 'reference') return [(lane) => measureReference(lane, batch, check)]
    if (check.kind === 'reconcile') return [(lane) => measureReconciled(lane, batch, check)]
    if (check.kind === 'schema') return [(lane) => measureColumns(lane, batch, check)]
    return []
  })
  const scanned = usable.filter(({ failing, figures }) => failing !== undefined || Object.keys(figures).length > 0)
  const scans = partsOf(scanned, compared.length > 0 ? 1 : lanes).map(
    (part, index): Task =>
      (lane) =>
        scan(lane, batch, part, index === 0 ? rows : undefined)
  )
  return [...compared, ...scans]
}

/** At least one part, since the first also counts rows. */
function partsOf(plans: readonly CheckPlan[], count: number): CheckPlan[][] {
  const parts = Math.max(1, Math.min(count, plans.length))
  return Array.from({ length: parts }, (_, part) => plans.filter((_plan, index) => index % parts === part))
}

/** One look at all rows. Aggregates over no rows at all give one row too, which stands for groups that have none. */
async function scan(lane: Session, batch: Batch, plans: readonly CheckPlan[], rows: number[] | undefined): Promise<void> {
  const cells = plans.flatMap(({ failing, figures }, at) => [
    ...(failing === undefined ? [] : [`count(*) FILTER (${failing}) AS f${at}`]),
    ...Object.values(figures).map((sql, index) => `${sql} AS v${at}_${index}`)
  ])
  const one = batch.groups.length === 1
  const list = [one ? `0 AS ${GROUP}` : GROUP, 'count(*) AS rows', ...cells].join(', ')
  const told = await lane.rows(`SELECT ${list} FROM ${ROWS}${one ? '' : ` GROUP BY ${GROUP}`}`)
  const byGroup = new Map(told.map((row) => [numberOf(row, GROUP_NAME), row]))
  const missing = byGroup.size === batch.groups.length ? undefined : await overNothing(lane, cells)
  for (const [index, checks] of batch.found.entries()) {
    const row = byGroup.get(index) ?? missing
    if (rows !== undefined) rows[index] = numberOf(row, 'rows')
    for (const [at, plan] of plans.entries()) take(plan, at, row, checks.get(plan.check.id))
  }
  for (const { check } of plans) if (check.kind === 'ratio') await failingRatios(lane, batch, check)
}

async function overNothing(lane: Session, cells: readonly string[]): Promise<Row | undefined> {
  const [row] = await lane.rows(`SELECT ${['count(*) AS rows', ...cells].join(', ')} FROM ${ROWS} WHERE false`)
  return row
}

function take({ failing, figures }: CheckPlan, at: number, row: Row | undefined, into: Found | undefined): void {
  if (into === undefined) return
  into.failingRows = numberOf(row, `f${at}`)
  into.failing = failing
  for (const [index, name] of Object.keys(figures).entries()) {
    const cell = `v${at}_${index}`
    into.figures[name] = row?.[cell] === null || row === undefined ? null : textOf(row, cell)
  }
}

/** The first of the rows that fail, with all their columns. */
async function sampleOf(
  lane: Session,
  { schema, sampleSize }: MeasureRequest,
  group: MeasureRequest['groups'][number] | undefined,
  { failing }: Found
): Promise<CheckMeasure['sample']> {
  if (failing === undefined || sampleSize === 0) return []
  const rows = await lane.rows(`SELECT ${asTexts(schema)} FROM ${rowsOf(schema, group)} WHERE ${failing} LIMIT ${sampleSize}`)
  return rows.map((row) =>
    Object.fromEntries(schema.columns.map(({ name }) => [name, row[name] === null ? null : textOf(row, name)]))
  )
}
