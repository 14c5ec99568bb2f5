import type { CheckResult, CheckSpec } from '../../contract'
import { judgeFreshness } from './judge-freshness'
import { judgeReconcile, judgeSchema } from './judge-others'
import { judgeRows } from './judge-rows'
import { countText, shareText } from './numbers'
import type { JudgeContext, Measured, Verdict } from './types'

/** Rows of a sample that a result keeps. */
const SAMPLE = 100

/** What a check's measures of one partition mean. */
export function judgeCheck(check: CheckSpec, measure: Measured, context: JudgeContext): CheckResult {
  const { state, reason, measured } = unmeasurable(measure) ?? verdictOf(check, measure, context)
  return {
    ...{ check: check.id, kind: check.kind, severity: check.severity, dt: measure.dt },
    ...{ state, reason, measured },
    failingRows: measure.failingRows,
    rows: measure.rows,
    sample: state === 'failed' ? measure.sample.slice(0, SAMPLE).map((row) => ({ ...row })) : []
  }
}

/** What it looks at is not there, or of another kind: the data is not what the check was declared for. */
function unmeasurable({ figures }: Measured): Verdict | undefined {
  const { missing, untimely, unnumeric, type } = figures
  if (typeof missing === 'string')
    return { state: 'failed', reason: 'column.missing', measured: { column: missing, ...datasetOf(figures) } }
  const other = untimely ?? unnumeric
  if (typeof other !== 'string') return undefined
  return { state: 'failed', reason: 'column.type', measured: { column: other, type: type ?? '' } }
}

const datasetOf = ({ dataset }: Measured['figures']): { dataset?: string } => (typeof dataset === 'string' ? { dataset } : {})

function verdictOf(check: CheckSpec, measure: Measured, context: JudgeContext): Verdict {
  switch (check.kind) {
    case 'rows':
      return judgeRows(check, measure, context)
    case 'freshness':
      return judgeFreshness(check, measure, context)
    case 'reconcile':
      return judgeReconcile(check, measure)
    case 'schema':
      return judgeSchema(measure, context)
    case 'unique':
      if (measure.figures['keyless'] !== undefined) return { state: 'skipped', reason: 'unique.keyless', measured: {} }
      return byShare(measure, 0, 'unique.repeated', textsOf(measure, ['columns', 'keys']))
    case 'reference':
      return judgeReference(check, measure)
    case 'nulls':
      return byShare(measure, check.maxShare, 'nulls.share', { column: check.column })
    case 'range':
      return byShare(measure, check.maxShare, 'range.outside', {
        column: check.column,
        ...textsOf(measure, ['least', 'greatest']),
        ...(check.min === undefined ? {} : { min: check.min }),
        ...(check.max === undefined ? {} : { max: check.max })
      })
    case 'values':
      return byShare(measure, check.maxShare, 'values.unknown', { column: check.column })
    case 'rule':
      return byShare(measure, check.maxShare, 'rule.untrue', { sql: check.sql })
    case 'ratio':
      return byShare(measure, check.maxShare, 'ratio.differs', {
        ...{ left: check.left, right: check.right, within: shareText(check.within) },
        ...textsOf(measure, ['median', 'least', 'greatest'])
      })
  }
}

function judgeReference(check: Extract<CheckSpec, { kind: 'reference' }>, measure: Measured): Verdict {
  const told = { column: check.column, dataset: check.dataset, refColumn: check.refColumn }
  const { reference } = measure.figures
  if (reference === null || reference === undefined) return { state: 'skipped', reason: 'reference.none', measured: told }
  return byShare(measure, check.maxShare, 'reference.absent', { ...told, reference, ...textsOf(measure, ['values']) })
}

/** Failed where more rows fail than may. */
function byShare({ rows, failingRows }: Measured, maxShare: number, reason: string, told: Record<string, string>): Verdict {
  const share = rows === 0 ? 0 : failingRows / rows
  const measured = {
    ...told,
    ...{ failing: countText(failingRows), rows: countText(rows), share: shareText(share) },
    ...(maxShare === 0 ? {} : { allowed: shareText(maxShare) })
  }
  return share > maxShare + 1e-12 ? { state: 'failed', reason, measured } : { state: 'ok', reason: 'ok', measured }
}

const textsOf = ({ figures }: Measured, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof figures[name] === 'string' ? [[name, figures[name]]] : [])))
