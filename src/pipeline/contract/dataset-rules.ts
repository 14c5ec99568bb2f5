import { checkProblems } from './check-rules'
import type { ColumnSpec, DatasetSpec } from './dataset'
import { runProblems } from './run-rules'
import { unitPower } from './units'

/** What a schema alone cannot say about a dataset file; `where` is a path into it. */
export interface DatasetProblem {
  where: string
  code:
    | 'name.twice'
    | 'column.unknown'
    | 'partition.type'
    | 'format.date_part'
    | 'zone.unknown'
    | 'decimal.scale'
    | 'unit.factor'
    | 'code.type'
    | 'key.missing'
    | 'source.one'
    | 'columns.none'
    | 'collect.by'
    | 'collect.watermark'
    | 'range.date'
    | 'range.order'
    | 'interval.every'
    | 'interval.grain'
    | 'interval.column'
    | 'schedule.one'
    | 'schedule.cron'
    | 'schedule.after'
    | 'schedule.arrival'
    | 'runs.order'
    | 'check.twice'
    | 'check.type'
    | 'check.value'
    | 'check.nothing'
  message: string
}

/** All contradictions in a dataset file; empty when it can be used. */
export function datasetProblems(spec: DatasetSpec): DatasetProblem[] {
  const byName = new Map(spec.columns.map((column) => [column.name, column]))
  return [
    ...namesUsedTwice(spec.columns),
    ...unknownColumns(spec, byName),
    ...partitionProblems(spec, byName),
    ...spec.columns.flatMap(columnProblems),
    ...zoneProblems('zone', spec.zone),
    ...keyProblems(spec),
    ...runProblems(spec),
    ...checkProblems(spec)
  ]
}

function namesUsedTwice(columns: ColumnSpec[]): DatasetProblem[] {
  const seen = new Set<string>()
  return columns.flatMap(({ name }, index) => {
    const folded = name.normalize('NFC').toLowerCase()
    if (!seen.has(folded)) {
      seen.add(folded)
      return []
    }
    return [{ where: `columns[${index}].name`, code: 'name.twice' as const, message: `Two columns are called "${name}".` }]
  })
}

/** The columns of a derived dataset are those of its query, which only a run knows. */
function unknownColumns(spec: DatasetSpec, byName: ReadonlyMap<string, ColumnSpec>): DatasetProblem[] {
  if (spec.derive !== undefined) return []
  const uses: [string, readonly string[]][] = [
    ['primaryKey', spec.primaryKey],
    ['sort', spec.sort],
    ['latestBy', spec.latestBy === undefined ? [] : [spec.latestBy]],
    ['partition.columns', spec.partition?.columns ?? []]
  ]
  return uses.flatMap(([where, names]) =>
    names
      .filter((name) => !byName.has(name))
      .map((name) => ({ where, code: 'column.unknown' as const, message: `There is no column "${name}".` }))
  )
}

const dateLike = new Set(['date', 'datetime', 'timestamp'])

function partitionProblems(spec: DatasetSpec, byName: ReadonlyMap<string, ColumnSpec>): DatasetProblem[] {
  if (spec.partition === undefined) return []
  const types = spec.partition.columns.map((name) => byName.get(name)?.type ?? 'date')
  const one = types.length === 1 && dateLike.has(types[0] ?? '')
  const yearAndMonth = types.length === 2 && types.every((type) => type === 'integer') && spec.partition.grain === 'month'
  if (one || yearAndMonth) return []
  const message =
    'A partition comes from one date, datetime or timestamp column, or by month from an integer year and an integer month.'
  return [{ where: 'partition.columns', code: 'partition.type', message }]
}

function columnProblems(column: ColumnSpec, index: number): DatasetProblem[] {
  const where = `columns[${index}]`
  const problems: DatasetProblem[] = column.zone === undefined ? [] : zoneProblems(`${where}.zone`, column.zone)
  if (column.format === 'ms-of-day' && column.type !== 'time' && column.datePart === undefined) {
    problems.push({
      where,
      code: 'format.date_part',
      message: `"${column.name}" counts milliseconds of a day: say in datePart which part of the path is the day.`
    })
  }
  problems.push(...unitProblems(column, where))
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(column.type) ?? []
  if (precision !== undefined && (Number(precision) < 1 || Number(precision) > 38 || Number(scale) > Number(precision))) {
    problems.push({
      where,
      code: 'decimal.scale',
      message: `${column.type}: 1 to 38 digits, of which no more than all after the point.`
    })
  }
  return problems
}

const numbers = /^(integer|float|decimal)/

/** A unit is converted by an exact power of ten or not at all; codes are text. */
function unitProblems({ name, type, unit, sourceUnit, divideBy, code }: ColumnSpec, where: string): DatasetProblem[] {
  const problems: DatasetProblem[] = []
  if (code !== undefined && type !== 'text') {
    problems.push({ where, code: 'code.type', message: `"${name}" holds codes, which are text: its type is ${type}.` })
  }
  if (sourceUnit === undefined) return problems
  const known = unit !== undefined && unitPower(sourceUnit, unit) !== undefined
  if (known && numbers.test(type) && divideBy === undefined) return problems
  const message = `"${name}" cannot become ${unit ?? 'a unit that is not named'} from ${sourceUnit}: both must measure the same by a known power of ten, of a number without divideBy.`
  return [...problems, { where, code: 'unit.factor', message }]
}

function zoneProblems(where: string, zone: string): DatasetProblem[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return []
  } catch {
    return [{ where, code: 'zone.unknown', message: `"${zone}" is no IANA time zone, such as Asia/Seoul.` }]
  }
}

function keyProblems(spec: DatasetSpec): DatasetProblem[] {
  if (spec.mode !== 'incremental' || spec.primaryKey.length > 0) return []
  return [
    {
      where: 'primaryKey',
      code: 'key.missing',
      message: 'Incremental loads replace rows by key: name the key columns, or load in full.'
    }
  ]
}
