import type { ColumnSource, ColumnSpec, DatasetSpec, Recognition } from '../contract'
import type { Args } from './args'
import { formatTable } from './table'

/** The outcome of `add` as it is printed: what the dataset says now, and how sure that is (1 where the user said it). */
export function describeRecognised(recognised: Recognition, spec: DatasetSpec, args: Args) {
  const said = (option: string): boolean => args.text(option) !== undefined
  const sure = <T>(value: T, found: { certainty: number }, byUser: boolean) => ({
    value,
    certainty: byUser ? 1 : found.certainty
  })
  const { source = recognised.draft.source, primaryKey, partition } = spec
  return {
    format: sure(source.format, recognised.format, said('as')),
    encoding: sure(source.encoding, recognised.encoding, said('encoding')),
    delimiter: sure(source.delimiter, recognised.delimiter, said('delimiter')),
    header: sure(source.header, recognised.header, args.flag('no-header') || said('columns')),
    columns: spec.columns.map((column) => describeColumn(column, recognised, args)),
    key: sure(primaryKey, recognised.key, said('key')),
    partition: sure(partition ?? null, recognised.partition, said('partition'))
  }
}

function describeColumn(column: ColumnSpec, recognised: Recognition, args: Args) {
  const source = sourceText(column.source)
  const found = recognised.columns.find((one) => sourceText(one.source) === source)
  const typed = args.all('type').some((text) => text.normalize('NFC').startsWith(`${column.name}=`))
  return { name: column.name, source, type: column.type, certainty: typed ? 1 : (found?.certainty ?? 1) }
}

/** The header's text, the 0-based position in files without header, or `{part}` of the path. */
function sourceText(source: ColumnSource): string | number {
  if ('header' in source) return source.header
  return 'position' in source ? source.position : `{${source.path}}`
}

export function recognisedText(name: string, file: string, described: ReturnType<typeof describeRecognised>): string {
  const { format, encoding, delimiter, header, columns, key, partition } = described
  const percent = ({ certainty }: { certainty: number }): string => `${Math.round(certainty * 100)} %`
  const facts = [
    { what: 'format', is: format.value, sure: percent(format) },
    { what: 'encoding', is: encoding.value, sure: percent(encoding) },
    { what: 'delimiter', is: JSON.stringify(delimiter.value), sure: percent(delimiter) },
    { what: 'header', is: header.value ? 'yes' : 'no', sure: percent(header) },
    { what: 'key', is: key.value.join(', ') || 'none', sure: percent(key) },
    { what: 'partition', is: partitionText(partition.value), sure: percent(partition) }
  ]
  return [
    `${name} → ${file}`,
    '',
    formatTable(facts, [
      { title: '', value: ({ what }) => what },
      { title: 'recognised as', value: ({ is }) => is },
      { title: 'sure', value: ({ sure }) => sure }
    ]),
    '',
    formatTable(columns, [
      { title: 'column', value: (column) => column.name },
      { title: 'from', value: (column) => String(column.source) },
      { title: 'type', value: (column) => column.type },
      { title: 'sure', value: (column) => percent(column) }
    ]),
    '',
    `Nothing is loaded yet: penstock load ${name}`
  ].join('\n')
}

const partitionText = (partition: DatasetSpec['partition'] | null): string =>
  partition === null || partition === undefined ? 'none' : `${partition.columns.join(', ')} by ${partition.grain}`
