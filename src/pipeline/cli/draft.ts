import {
  columnType,
  datasetProblems,
  grain,
  loadMode,
  sourcedSpec,
  type ColumnSpec,
  type PartitionSpec,
  type Recognition,
  type SourcedSpec
} from '../contract'
import type { Args } from './args'

/** The dataset that the options make of what was recognised. Names of columns that do not exist are a `usage` error. */
export function applyOptions(recognised: Recognition, name: string, args: Args): SourcedSpec {
  const draft = { ...recognised.draft, name }
  const columns = describedColumns(namedColumns(draft.columns, args), args)
  const title = args.text('title')
  const { partition: guessed, ...rest } = renameUses(draft, columns)
  const candidate = {
    ...rest,
    columns,
    source: { ...draft.source, nulls: [...new Set([...draft.source.nulls, ...globalNulls(columns, args)])] },
    ...definedOnly({
      partition: partitionOf(guessed, args),
      primaryKey: args.list('key'),
      sort: args.list('sort'),
      latestBy: args.text('latest-by'),
      mode: args.oneOf('mode', loadMode.options),
      zone: args.text('zone'),
      badCell: args.oneOf('bad-cell', ['row', 'cell']),
      maxBadShare: shareOption(args),
      calendar: args.text('calendar'),
      title: title === undefined ? undefined : { ko: title, en: title }
    })
  }
  return checked(candidate, args)
}

const definedOnly = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

function checked(candidate: unknown, args: Args): SourcedSpec {
  const parsed = sourcedSpec.safeParse(candidate)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw args.usage(`${issue?.path.join('.') ?? 'dataset'}: ${issue?.message ?? 'not allowed'}.`)
  }
  const [problem] = datasetProblems(parsed.data)
  if (problem === undefined) return parsed.data
  const names = parsed.data.columns.map((column) => column.name).join(', ')
  throw args.usage(
    `${problem.where}: ${problem.message}${problem.code === 'column.unknown' ? ` The columns are: ${names}.` : ''}`
  )
}

/** `--columns`: names for the columns of the files, in order; columns from the path keep theirs. */
function namedColumns(columns: readonly ColumnSpec[], args: Args): ColumnSpec[] {
  const names = args.list('columns')
  if (names === undefined) return [...columns]
  const ofFile = columns.filter(({ source }) => !('path' in source))
  if (names.length !== ofFile.length)
    throw args.usage(`--columns names ${names.length} columns; the files have ${ofFile.length}.`)
  return columns.map((column) => ({ ...column, name: names[ofFile.indexOf(column)] ?? column.name }))
}

/** What the draft says about columns by name, after `--columns` renamed them. */
function renameUses(draft: SourcedSpec, columns: readonly ColumnSpec[]): SourcedSpec {
  const renamed = new Map(draft.columns.map((column, index) => [column.name, columns[index]?.name ?? column.name]))
  const rename = (name: string): string => renamed.get(name) ?? name
  return {
    ...draft,
    primaryKey: draft.primaryKey.map(rename),
    sort: draft.sort.map(rename),
    ...(draft.latestBy === undefined ? {} : { latestBy: rename(draft.latestBy) }),
    ...(draft.partition === undefined ? {} : { partition: { ...draft.partition, columns: draft.partition.columns.map(rename) } })
  }
}

/** `--type`, `--format`, `--scale` and `--null COL=TEXT` on the columns that they name. */
function describedColumns(columns: readonly ColumnSpec[], args: Args): ColumnSpec[] {
  const by = new Map(columns.map((column) => [column.name, column]))
  const change = (option: string, pair: { name: string; value: string }, make: (column: ColumnSpec) => ColumnSpec): void => {
    const column = by.get(pair.name)
    if (column === undefined) {
      throw args.usage(
        `--${option} ${pair.name}=${pair.value}: there is no column "${pair.name}". The columns are: ${[...by.keys()].join(', ')}.`
      )
    }
    by.set(pair.name, make(column))
  }
  for (const pair of pairs('type', args)) change('type', pair, (column) => retype(column, pair.value, args))
  for (const pair of pairs('format', args)) change('format', pair, (column) => ({ ...column, ...formatOf(pair.value) }))
  for (const pair of pairs('scale', args)) change('scale', pair, (column) => ({ ...column, divideBy: scaleOf(pair.value, args) }))
  for (const pair of columnNulls([...by.values()], args)) {
    change('null', pair, (column) => ({ ...column, nulls: [...new Set([...(column.nulls ?? []), pair.value])] }))
  }
  return [...by.values()]
}

const times = /^(date|datetime|timestamp|time)$/

/** A column of another kind of type has no use for the format that was recognised. */
function retype(column: ColumnSpec, type: string, args: Args): ColumnSpec {
  const parsed = columnType.safeParse(type)
  if (!parsed.success) throw args.usage(`--type ${column.name}=${type}: there is no such type.`)
  const { format, ...rest } = column
  return { ...rest, type: parsed.data, ...(format !== undefined && times.test(type) ? { format } : {}) }
}

/** `ms-of-day:PART` names the part of the path that holds the date. */
function formatOf(text: string): Pick<ColumnSpec, 'format' | 'datePart'> {
  const part = /^ms-of-day:(.+)$/.exec(text)?.[1]
  return part === undefined ? { format: text } : { format: 'ms-of-day', datePart: part }
}

function scaleOf(text: string, args: Args): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw args.usage(`--scale ${text}: a whole number above 0 is expected.`)
}

function pairs(option: string, args: Args): { name: string; value: string }[] {
  return args.all(option).map((text) => {
    const at = text.indexOf('=')
    if (at < 1) throw args.usage(`--${option} ${text}: COL=VALUE is expected.`)
    return { name: text.slice(0, at).normalize('NFC'), value: text.slice(at + 1) }
  })
}

/** Of `--null`: those whose text before the first `=` is a column's name. */
function columnNulls(columns: readonly ColumnSpec[], args: Args): { name: string; value: string }[] {
  return args.all('null').flatMap((text) => {
    const name = text.slice(0, Math.max(0, text.indexOf('='))).normalize('NFC')
    return columns.some((column) => column.name === name) ? [{ name, value: text.slice(text.indexOf('=') + 1) }] : []
  })
}

/** The others: they mean "no value" in every column. */
function globalNulls(columns: readonly ColumnSpec[], args: Args): string[] {
  return args.all('null').filter((text) => !columns.some(({ name }) => text.normalize('NFC').startsWith(`${name}=`)))
}

function partitionOf(guessed: PartitionSpec | undefined, args: Args): PartitionSpec | undefined {
  const columns = args.list('partition')
  const size = args.oneOf('grain', grain.options)
  if (columns?.length === 1 && columns[0] === 'none') return undefined
  if (columns === undefined) {
    if (guessed === undefined && size !== undefined) throw args.usage('--grain needs --partition: no date column was recognised.')
    return guessed === undefined ? undefined : { ...guessed, grain: size ?? guessed.grain }
  }
  return { columns, grain: size ?? (columns.length === 2 ? 'month' : (guessed?.grain ?? 'month')) }
}

function shareOption(args: Args): number | undefined {
  const text = args.text('max-bad')
  if (text === undefined) return undefined
  const share = Number(text)
  if (/^\d*\.?\d+$/.test(text) && share <= 1) return share
  throw args.usage(`--max-bad ${text}: a share from 0 to 1 is expected.`)
}
