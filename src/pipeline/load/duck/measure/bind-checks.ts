import { AppError } from '../../../lib/errors'
import type { MeasureRequest } from '../../measure-api'
import type { Session } from '../session'
import { sqlOfCheck } from './check-error'
import { requireExpression } from './expression'
import { viewGroups } from './measured-rows'
import { untrue, type CheckPlan } from './plan-check'

const NOTHING = '"penstock nothing"'

/** Binds each check by itself to columns without rows, so that what cannot be used is refused by its name. `sql.*`. */
export async function bindChecks(lane: Session, request: MeasureRequest, plans: readonly CheckPlan[]): Promise<void> {
  await viewGroups(lane, request.schema, [{ files: [] }], NOTHING)
  for (const plan of plans) if (plan.problem === undefined) await bindCheck(lane, request, plan)
}

async function bindCheck(lane: Session, request: MeasureRequest, { check, failing, figures }: CheckPlan): Promise<void> {
  const query = (sql: string) => lane.rows(sql)
  if (check.kind === 'rule') {
    await named(check.id, check.sql, async () => {
      await requireExpression(check.sql, query)
      await requireBoolean(lane, check.sql)
      await bound(lane, `count(*) FILTER (${untrue(check.sql)})`)
    })
  } else if (check.kind === 'reconcile') {
    await named(check.id, check.measure, () => requireExpression(check.measure, query))
    await named(check.id, check.measure, () => bound(lane, figures['left'] ?? 'NULL'))
    const other = request.others[check.dataset]
    const { refMeasure = check.measure } = check
    if (other === undefined) return
    await named(check.id, refMeasure, async () => {
      await requireExpression(refMeasure, query)
      await viewGroups(lane, other.schema, [{ files: [] }], '"penstock other"')
      await lane.columns(`(SELECT CAST((\n${refMeasure}\n) AS VARCHAR) AS x FROM "penstock other")`)
    })
  } else if (failing !== undefined) {
    await named(check.id, failing, () => bound(lane, `count(*) FILTER (${failing})`))
  }
}

/** Constants are cast when a query is bound or run: over no rows both are done. */
const bound = async (lane: Session, sql: string): Promise<void> => {
  await lane.rows(`SELECT ${sql} AS x FROM ${NOTHING}`)
}

async function requireBoolean(lane: Session, sql: string): Promise<void> {
  const [column] = await lane.columns(`(SELECT (\n${sql}\n) AS x FROM ${NOTHING})`)
  if (column?.type === 'BOOLEAN') return
  throw new AppError('sql.invalid', `it gives ${column?.type ?? 'nothing'}, where a condition is true or false.`, {
    hint: 'Compare with something: "low <= high", "amount > 0".'
  })
}

async function named(check: string, sql: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw sqlOfCheck(error, check, sql)
  }
}
