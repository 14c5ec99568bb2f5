import { datasetSpec, type ColumnSpec, type DatasetSpec, type FileFormat, type RecognisedColumn } from '../../contract'
import type { RecogniseRequest } from '../worker-api'
import type { FoundDialect } from './dialect'
import type { FoundEncoding } from './encoding'
import type { FoundPartition } from './partition'
import { nameFromLocation } from './dataset-name'

export interface DraftParts {
  format: FileFormat
  encoding: FoundEncoding
  dialect: FoundDialect
  header: boolean
  pathTemplate: string | null
  columns: readonly RecognisedColumn[]
  /** Texts for "no value" by column name. */
  nulls: ReadonlyMap<string, string[]>
  key: readonly string[]
  partition: FoundPartition
}

/** A dataset file that loads as it is. */
export function draftOf({ location, name, overrides }: RecogniseRequest, parts: DraftParts): DatasetSpec {
  return datasetSpec.parse({
    format: 1,
    name: name ?? nameFromLocation(location),
    source: {
      location,
      ...(overrides.connection === undefined ? {} : { connection: overrides.connection }),
      ...(overrides.pattern === undefined ? {} : { pattern: overrides.pattern }),
      ...(parts.pathTemplate === null ? {} : { pathTemplate: parts.pathTemplate }),
      format: parts.format,
      encoding: parts.encoding.value,
      delimiter: parts.dialect.delimiter,
      quote: parts.dialect.quote,
      header: parts.header,
      nulls: overrides.nulls ?? []
    },
    columns: parts.columns.map((column) => columnSpecOf(column, parts.nulls.get(column.name) ?? [])),
    primaryKey: [...parts.key],
    ...(parts.partition.value === null ? {} : { partition: parts.partition.value }),
    ...(overrides.zone === undefined ? {} : { zone: overrides.zone })
  })
}

const columnSpecOf = ({ name, source, type, format, nullable }: RecognisedColumn, nulls: string[]): ColumnSpec => ({
  name,
  source,
  type,
  nullable,
  ...(format === undefined ? {} : { format }),
  ...(nulls.length === 0 ? {} : { nulls })
})
