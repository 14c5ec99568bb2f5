import { WHOLE, type ColumnSpec, type DatasetSpec, type SourcedSpec } from '../../contract'
import { matchPathTemplate, parsePathTemplate } from '../path-template'
import { hasInterval, intervalMatcher } from './interval-path'

type PathParts = Readonly<Record<string, string>>

/** The partition that the named parts of a path tell; undefined where rows of several may be in the file. */
export function partitionOfParts(spec: DatasetSpec): (parts: PathParts) => string | undefined {
  if (spec.partition === undefined) return () => WHOLE
  const [first, second] = spec.partition.columns.map((name) => spec.columns.find((column) => column.name === name))
  if (second !== undefined) return (parts) => ofYearAndMonth(partNamed(first, parts), partNamed(second, parts))
  const part = first === undefined ? undefined : datePart(first, spec.zone)
  return (parts) => (part === undefined ? undefined : ofDate(parts[part], spec))
}

/** The partition of a path that names its interval, as intervalMatcher tells it. */
export function ofInterval(interval: string, spec: DatasetSpec): string | undefined {
  const { unit = 'day', every = 1 } = spec.interval ?? {}
  // Several days together may lie in two partitions.
  const several = every > 1 && (unit === 'day' || unit === 'month')
  return several ? undefined : ofDate(interval, spec)
}

/** The partition that a file's path tells, by its template or by the interval that it names. */
export function partitionOfFile(spec: SourcedSpec): (relative: string, path: string) => string | undefined {
  const { pathTemplate, pattern } = spec.source
  const template = pathTemplate === undefined ? undefined : parsePathTemplate(pathTemplate)
  const ofParts = partitionOfParts(spec)
  const matcher = pattern !== undefined && hasInterval(pattern) ? intervalMatcher(pattern, false) : undefined
  const location = locationMatcher(spec.source.location)
  return (relative, path) => {
    if (spec.partition === undefined) return WHOLE
    const parts = template && matchPathTemplate(template, relative)
    const interval = matcher?.(relative.normalize('NFC')) ?? location?.(path)
    return (parts && ofParts(parts)) ?? (interval === undefined ? undefined : ofInterval(interval, spec))
  }
}

/** Told by the end of the path: where it begins depends on the workspace. */
function locationMatcher(location: string): ((path: string) => string | undefined) | undefined {
  if (!hasInterval(location)) return undefined
  const tail = location.replaceAll('\\', '/').replace(/^(\.{0,2}\/)+/, '')
  const [own, below] = [intervalMatcher(`**/${tail}`, false), intervalMatcher(`**/${tail}/**`, false)]
  return (path) => own(path.normalize('NFC')) ?? below(path.normalize('NFC'))
}

function ofDate(date: string | undefined, { partition }: DatasetSpec): string | undefined {
  const length = partition?.grain === 'month' ? 7 : 10
  const day = date === undefined ? undefined : /^\d{8}$/.test(date) ? date.replace(/^(.{4})(..)(..)$/, '$1-$2-$3') : date
  return day === undefined || day.length < length || !/^\d{4}-\d{2}/.test(day) ? undefined : day.slice(0, length)
}

function ofYearAndMonth(year: string | undefined, month: string | undefined): string | undefined {
  const text = `${year ?? ''}-${(month ?? '').padStart(2, '0')}`
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined
}

const partNamed = (column: ColumnSpec | undefined, parts: PathParts): string | undefined =>
  column !== undefined && 'path' in column.source ? parts[column.source.path] : undefined

/** The part of the path that is the date of a column's values in the dataset's zone. */
function datePart(
  { source, type, zone, datePart: part, format, nulls, divideBy }: ColumnSpec,
  ofDataset: string
): string | undefined {
  if (nulls !== undefined || divideBy !== undefined) return undefined
  if (type === 'timestamp' && (zone ?? ofDataset) !== ofDataset) return undefined
  if (format === 'ms-of-day') return type === 'timestamp' || type === 'datetime' ? part : undefined
  const iso = format === undefined || format === '%Y%m%d'
  return 'path' in source && iso && ['date', 'datetime', 'timestamp'].includes(type) ? source.path : undefined
}
