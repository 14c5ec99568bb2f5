import type { SchemaElement } from 'hyparquet'

type Repetition = 'OPTIONAL' | 'REQUIRED'

const text = (name: string, repetition_type: Repetition = 'OPTIONAL'): SchemaElement[] => [
  { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' }, repetition_type }
]
const long = (name: string): SchemaElement[] => [{ name, type: 'INT64', repetition_type: 'OPTIONAL' }]
const int = (name: string): SchemaElement[] => [{ name, type: 'INT32', repetition_type: 'OPTIONAL' }]
const flag = (name: string): SchemaElement[] => [{ name, type: 'BOOLEAN', repetition_type: 'OPTIONAL' }]

const map = (name: string): SchemaElement[] => [
  { name, converted_type: 'MAP', logical_type: { type: 'MAP' }, repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
  ...text('key', 'REQUIRED'),
  ...text('value')
]

const list = (name: string): SchemaElement[] => [
  { name, converted_type: 'LIST', logical_type: { type: 'LIST' }, repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ...text('element')
]

const struct = (name: string, ...fields: SchemaElement[][]): SchemaElement[] => [
  { name, repetition_type: 'OPTIONAL', num_children: fields.length },
  ...fields.flat()
]

const columns = {
  txn: struct('txn', text('appId'), long('version'), long('lastUpdated')),
  add: struct(
    'add',
    text('path'),
    map('partitionValues'),
    long('size'),
    long('modificationTime'),
    flag('dataChange'),
    text('stats'),
    map('tags')
  ),
  remove: struct(
    'remove',
    text('path'),
    long('deletionTimestamp'),
    flag('dataChange'),
    flag('extendedFileMetadata'),
    map('partitionValues'),
    long('size')
  ),
  metaData: struct(
    'metaData',
    text('id'),
    text('name'),
    text('description'),
    struct('format', text('provider'), map('options')),
    text('schemaString'),
    list('partitionColumns'),
    map('configuration'),
    long('createdTime')
  ),
  protocol: struct('protocol', int('minReaderVersion'), int('minWriterVersion'), list('readerFeatures'), list('writerFeatures'))
}

export const checkpointColumns = Object.keys(columns) as (keyof typeof columns)[]

/** A checkpoint's Parquet schema as the protocol has it: one optional struct for each kind of action. */
export const checkpointSchema: SchemaElement[] = [
  { name: 'spark_schema', num_children: checkpointColumns.length },
  ...Object.values(columns).flat()
]
