import type { CheckSpec } from './checks'
import type { ColumnSpec, DatasetSpec } from './dataset'
import type { DatasetProblem } from './dataset-rules'

/** Contradictions in what a dataset file says of its checks: SQL in them is looked at where it can be parsed. */
export function checkProblems(spec: DatasetSpec): DatasetProblem[] {
  const checks = spec.checks ?? []
  return [...namedTwice(checks), ...checks.flatMap((check, index) => problemsOf(check, `checks[${index}]`, spec))]
}

function namedTwice(checks: readonly CheckSpec[]): DatasetProblem[] {
  return checks.flatMap(({ id }, index) =>
    checks.findIndex((one) => one.id === id) === index
      ? []
      : problem(`checks[${index}].id`, 'check.twice', `Two checks are called "${id}".`)
  )
}

const problem = (where: string, code: DatasetProblem['code'], message: string): DatasetProblem[] => [{ where, code, message }]

function problemsOf(check: CheckSpec, where: string, spec: DatasetSpec): DatasetProblem[] {
  const unknown = unknownColumns(check, where, spec)
  return unknown.length > 0 ? unknown : [...typeProblems(check, where, spec), ...saysNothing(check, where, spec)]
}

/** Columns of a derived dataset are those of its query, which only a run knows. */
function unknownColumns(check: CheckSpec, where: string, { columns, derive }: DatasetSpec): DatasetProblem[] {
  if (derive !== undefined) return []
  const missing = columnsOf(check).filter((name) => !columns.some((column) => column.name === name))
  return missing.flatMap((name) => problem(where, 'column.unknown', `There is no column "${name}" for the check "${check.id}".`))
}

function columnsOf(check: CheckSpec): string[] {
  if (check.kind === 'unique') return check.columns ?? []
  if (check.kind === 'ratio') return [check.left, check.right]
  return 'column' in check ? [check.column] : []
}

const timely = /^(date|datetime|timestamp)$/
const numeric = /^(integer|float|decimal\()/

function typeProblems(check: CheckSpec, where: string, { columns }: DatasetSpec): DatasetProblem[] {
  const own = columnsOf(check).flatMap((name) => columns.find((column) => column.name === name) ?? [])
  const fits = check.kind === 'freshness' ? timely : check.kind === 'ratio' ? numeric : undefined
  const what = check.kind === 'freshness' ? 'a date, datetime or timestamp' : 'a number'
  const unfit = fits === undefined ? [] : own.filter(({ type }) => !fits.test(type))
  const types = unfit.flatMap(({ name, type }) =>
    problem(where, 'check.type', `"${name}" is ${type}: the check "${check.id}" wants ${what}.`)
  )
  const [column] = own
  return column === undefined ? types : [...types, ...valueProblems(check, where, column)]
}

/** Bounds and allowed values are texts of the column's type. */
function valueProblems(check: CheckSpec, where: string, { name, type }: ColumnSpec): DatasetProblem[] {
  const texts = check.kind === 'range' ? [check.min, check.max] : check.kind === 'values' ? check.values : []
  const wrong = texts.find((text) => text !== undefined && !isReadable(text, type))
  if (wrong === undefined) return []
  return problem(where, 'check.value', `"${wrong}" is no ${type}, which "${name}" is.`)
}

function isReadable(text: string, type: string): boolean {
  if (type === 'text') return true
  if (type === 'integer') return /^[+-]?\d+$/.test(text)
  if (type === 'boolean') return text === 'true' || text === 'false'
  if (type === 'time') return /^\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?$/.test(text)
  if (type === 'date') return isDay(text)
  if (timely.test(type)) return isDay(text.slice(0, 10)) && isMoment.test(text.slice(10))
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text)
}

/** What may stand after a date: a time of day, and for an instant its offset. */
const isMoment = /^([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** A check that can never fail, or never hold, was meant otherwise. */
function saysNothing(check: CheckSpec, where: string, spec: DatasetSpec): DatasetProblem[] {
  const what = emptiness(check, spec)
  return what === undefined ? [] : problem(where, 'check.nothing', `The check "${check.id}" says nothing: ${what}.`)
}

function emptiness(check: CheckSpec, { name, primaryKey, derive }: DatasetSpec): string | undefined {
  switch (check.kind) {
    case 'rows':
      return emptyRows(check)
    case 'range':
      return check.min === undefined && check.max === undefined ? 'give it min or max' : undefined
    case 'unique':
      return check.columns === undefined && primaryKey.length === 0 && derive === undefined
        ? 'name its columns, since the dataset has no key'
        : undefined
    case 'reconcile':
      return check.dataset === name ? 'it compares the dataset with itself' : undefined
    default:
      return undefined
  }
}

function emptyRows({ min, max, within }: Extract<CheckSpec, { kind: 'rows' }>): string | undefined {
  if (min === undefined && max === undefined && within === undefined) return 'give it min, max or within'
  return (min ?? 0) > (max ?? Infinity) ? 'its min is greater than its max' : undefined
}
