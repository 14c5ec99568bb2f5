import type { OptionSpec } from './args'

/** Everything that `add` lets one say about a source instead of having it guessed. */
export const datasetOptions = {
  source: { type: 'string', value: 'PATH|URL', help: 'a file, a folder, an http(s) address or s3://bucket/prefix' },
  connection: { type: 'string', value: 'NAME', help: 'the connection by which a bucket is read' },
  key: { type: 'string', value: 'COL,…', help: 'columns that identify a row' },
  partition: {
    type: 'string',
    value: 'COL[,COL]',
    help: 'a date column, or a year and a month column; "none" for one partition'
  },
  grain: { type: 'string', value: 'day|month', help: 'how long a partition is' },
  type: { type: 'string', multiple: true, value: 'COL=TYPE', help: 'text, integer, decimal(18,2), float, boolean, date, …' },
  null: { type: 'string', multiple: true, value: '[COL=]TEXT', help: 'a text that means "no value"' },
  mode: { type: 'string', value: 'full|incremental|append', help: 'how loads change the table' },
  as: { type: 'string', value: 'csv|jsonl|parquet', help: 'the format' },
  encoding: { type: 'string', value: 'utf-8|cp949', help: 'the encoding' },
  delimiter: { type: 'string', value: 'CHAR', help: 'what separates cells; "tab" for a tab' },
  'no-header': { type: 'boolean', help: 'the first line is data' },
  columns: { type: 'string', value: 'A,B,…', help: 'names of the columns, in order, of files without header' },
  pattern: { type: 'string', value: 'GLOB', help: 'which files of a folder or archive' },
  'path-template': { type: 'string', value: 'TEMPLATE', help: 'parts of each path: {ticker}/{date:%Y%m%d}_trade.zip' },
  format: { type: 'string', multiple: true, value: 'COL=FORMAT', help: '%Y%m%d, ms-of-day:PART …' },
  scale: { type: 'string', multiple: true, value: 'COL=N', help: 'stored values are divided by N' },
  zone: { type: 'string', value: 'ZONE', help: 'IANA zone of dates and of times without zone' },
  sort: { type: 'string', value: 'COL,…', help: 'order of rows in the files' },
  'latest-by': { type: 'string', value: 'COL', help: 'of rows with one key the greatest value wins' },
  'bad-cell': { type: 'string', value: 'row|cell', help: 'an unreadable cell costs its row, or becomes null' },
  'max-bad': { type: 'string', value: 'SHARE', help: 'share of rows (0–1) that may be bad before a load is refused' },
  calendar: { type: 'string', value: 'ID', help: 'calendar by which partitions are expected' },
  title: { type: 'string', value: 'TEXT', help: 'what people call it' },
  replace: { type: 'boolean', help: 'replace the dataset file of this name' }
} as const satisfies Record<string, OptionSpec>
