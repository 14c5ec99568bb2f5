import type { ColumnSpec, DatasetSpec } from './dataset'
import type { DatasetProblem } from './dataset-rules'
import type { IntervalSpec } from './dataset-runs'
import { cronFieldProblem } from './cron-fields'

/** Contradictions in what a dataset file says of its origin, intervals, schedule and runs. */
export function runProblems(spec: DatasetSpec): DatasetProblem[] {
  return [
    ...originProblems(spec),
    ...tableProblems(spec),
    ...rangeProblems(spec),
    ...intervalProblems(spec),
    ...scheduleProblems(spec),
    ...policyProblems(spec)
  ]
}

const problem = (where: string, code: DatasetProblem['code'], message: string): DatasetProblem[] => [{ where, code, message }]

function originProblems({ source, collect, derive, columns }: DatasetSpec): DatasetProblem[] {
  const origins = [source, collect, derive].filter((origin) => origin !== undefined).length
  if (origins === 0) {
    return problem(
      'source',
      'source.one',
      'Say where its rows come from: a source, collect, or the SQL of a derived dataset in derive.'
    )
  }
  if (origins > 1) {
    return problem('source', 'source.one', 'A dataset has a source, is collected or is derived: leave out the others.')
  }
  if (derive !== undefined || columns.length > 0) return []
  return problem('columns', 'columns.none', 'A dataset that is read from a source names at least one column.')
}

/** A backfill asks a table for one partition at a time; what lies beyond a watermark is a part, never the whole. */
function tableProblems({ collect, partition, mode }: DatasetSpec): DatasetProblem[] {
  if (collect?.kind !== 'table') return []
  const by =
    partition === undefined || collect.by !== undefined
      ? []
      : problem(
          'collect.by',
          'collect.by',
          'Name the date, datetime or timestamp column by which a partition is asked for: without it each would read the whole table.'
        )
  if (collect.watermark === undefined || mode !== 'full') return by
  const message = 'What is new by a watermark is added to what is there: make the mode incremental or append.'
  return [...by, ...problem('collect.watermark', 'collect.watermark', message)]
}

function rangeProblems({ range }: DatasetSpec): DatasetProblem[] {
  const ends = [range?.from, range?.to].flatMap((date, index) =>
    date === undefined || isDate(date)
      ? []
      : problem(index === 0 ? 'range.from' : 'range.to', 'range.date', `There is no date ${date}.`)
  )
  if (range?.from === undefined || range.to === undefined || range.from <= range.to) return ends
  return [...ends, ...problem('range', 'range.order', `The range ends before it begins: ${range.from} to ${range.to}.`)]
}

const isDate = (date: string): boolean => {
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}

function intervalProblems(spec: DatasetSpec): DatasetProblem[] {
  if (spec.interval === undefined) return []
  return [...everyProblems(spec.interval), ...grainProblems(spec, spec.interval), ...intervalColumnProblems(spec, spec.interval)]
}

function everyProblems({ unit, every }: IntervalSpec): DatasetProblem[] {
  const where = 'interval.every'
  if (unit === 'minute' && 60 % every !== 0 && (every % 60 !== 0 || 1440 % every !== 0)) {
    return problem(where, 'interval.every', `${every} minutes divide neither an hour nor, in whole hours, a day.`)
  }
  if (unit === 'hour' && 24 % every !== 0) return problem(where, 'interval.every', `${every} hours do not divide a day.`)
  if (unit === 'month' && 12 % every !== 0) return problem(where, 'interval.every', `${every} months do not divide a year.`)
  return []
}

const RANK = { minute: 0, hour: 0, day: 1, month: 2 }

/** Each interval must lie in one partition. */
function grainProblems({ partition }: DatasetSpec, { unit, every }: IntervalSpec): DatasetProblem[] {
  if (partition === undefined) return []
  const coarser = RANK[unit] > RANK[partition.grain]
  const several = RANK[unit] > 0 && every > 1
  if (!coarser && !several) return []
  const message = `An interval of ${every} ${unit} does not fit into partitions by ${partition.grain}: name a shorter one, or coarser partitions.`
  return problem('interval', 'interval.grain', message)
}

const dateLike = new Set(['date', 'datetime', 'timestamp'])
const withTime = new Set(['datetime', 'timestamp'])

/** The column that says to which interval a row belongs, where a partition holds several. Columns of a query are not known here. */
function intervalColumnProblems(spec: DatasetSpec, { unit, column }: IntervalSpec): DatasetProblem[] {
  const types = RANK[unit] === 0 ? withTime : dateLike
  const what = RANK[unit] === 0 ? 'a datetime or timestamp' : 'a date, datetime or timestamp'
  const where = 'interval.column'
  if (column !== undefined) {
    const found = spec.columns.find(({ name }) => name === column)
    if (found === undefined && spec.derive === undefined)
      return problem(where, 'column.unknown', `There is no column "${column}".`)
    if (found === undefined || types.has(found.type)) return []
    return problem(where, 'interval.column', `"${column}" is ${found.type}: the column of such an interval is ${what}.`)
  }
  if (!needsColumn(spec, unit)) return []
  const own = spec.partition?.columns.map((name) => spec.columns.find((one) => one.name === name)).filter(isColumn) ?? []
  if (own.length === 1 && types.has(own[0]?.type ?? '')) return []
  return problem(where, 'interval.column', `Name the column (${what}) that says to which interval a row belongs.`)
}

/** Not where intervals are the partitions, nor where each comes as files of its own. */
function needsColumn({ partition, source, collect }: DatasetSpec, unit: IntervalSpec['unit']): boolean {
  if (partition === undefined || unit === partition.grain) return false
  if (source === undefined) return collect !== undefined
  return !`${source.location} ${source.pattern ?? ''}`.includes('{interval:')
}

const isColumn = (column: ColumnSpec | undefined): column is ColumnSpec => column !== undefined

function scheduleProblems({ name, schedule, source }: DatasetSpec): DatasetProblem[] {
  if (schedule === undefined) return []
  const { cron, after, arrival } = schedule
  const named = [cron, after, arrival].filter((way) => way !== undefined)
  const several =
    named.length === 1 ? [] : problem('schedule', 'schedule.one', 'A schedule has exactly one of cron, after and arrival.')
  const itself = after?.includes(name)
    ? problem('schedule.after', 'schedule.after', 'A dataset cannot run after itself: name the others it waits for.')
    : []
  const nothing =
    arrival === undefined || source !== undefined
      ? []
      : problem(
          'schedule.arrival',
          'schedule.arrival',
          'Only files of a source arrive: a derived dataset runs by cron or after others.'
        )
  return [...several, ...itself, ...nothing, ...cronProblems(cron)]
}

function cronProblems(cron: string | undefined): DatasetProblem[] {
  const why = cron === undefined ? undefined : cronFieldProblem(cron)
  return why === undefined ? [] : problem('schedule.cron', 'schedule.cron', why)
}

function policyProblems({ runs }: DatasetSpec): DatasetProblem[] {
  if (runs?.sequential !== true || runs.order === 'oldest') return []
  const message = 'Partitions that are made from the one before run oldest first: leave out newest, or sequential.'
  return problem('runs.order', 'runs.order', message)
}
