import { z } from 'zod'
import { columnSource, columnType, encoding, fileFormat, grain, sourcedSpec } from './dataset'
import { inputRef, quarantinedRow } from './lake'
import { datasetName } from './names'

/** Certainty is between 0 (a guess) and 1 (known). */
const certain = <T extends z.ZodType>(value: T) => z.object({ value, certainty: z.number().min(0).max(1) })

export const recognisedColumn = z.object({
  name: z.string(),
  source: columnSource,
  type: columnType,
  format: z.string().optional(),
  certainty: z.number().min(0).max(1),
  nullable: z.boolean(),
  /** First few distinct values as text. */
  samples: z.array(z.string()),
  /** Why the type, in a code for the screen: leading-zeros, iso-date, exponent, all-empty, mixed, wide-integer … */
  notes: z.array(z.string())
})
export type RecognisedColumn = z.infer<typeof recognisedColumn>

/** What the user has already corrected; everything else is found anew. */
export const recogniseOverrides = z
  .object({
    format: fileFormat.optional(),
    encoding: encoding.optional(),
    delimiter: z.string().length(1).optional(),
    quote: z.string().max(1).optional(),
    header: z.boolean().optional(),
    /** By which `s3://…` is read. */
    connection: datasetName.optional(),
    pattern: z.string().optional(),
    pathTemplate: z.string().optional(),
    nulls: z.array(z.string()).optional(),
    zone: z.string().optional(),
    /** Column name → type. */
    types: z.record(z.string(), columnType).optional()
  })
  .strict()
export type RecogniseOverrides = z.infer<typeof recogniseOverrides>

export const recognition = z.object({
  location: z.string(),
  kind: z.enum(['file', 'folder', 'url']),
  container: z.enum(['none', 'gz', 'zip', 'tar.gz', 'tar']),
  /** Files (members of archives count singly) that the dataset would read, first 1,000 named. */
  files: z.array(z.object({ name: z.string(), bytes: z.number().int() })),
  fileCount: z.number().int(),
  bytes: z.number().int(),
  format: certain(fileFormat),
  encoding: certain(encoding),
  bom: z.boolean(),
  newline: z.enum(['lf', 'crlf', 'mixed', 'none']),
  delimiter: certain(z.string()),
  quote: z.string(),
  header: certain(z.boolean()),
  columns: z.array(recognisedColumn),
  key: certain(z.array(z.string())),
  partition: certain(z.object({ columns: z.array(z.string()), grain }).nullable()),
  pathTemplate: certain(z.string().nullable()),
  /** Rows in the files where cheaply known, otherwise an estimate from the sample. */
  rows: z.object({ value: z.number().int(), exact: z.boolean() }),
  /** The first 50 rows as text, in column order; null is an empty cell. */
  preview: z.array(z.array(z.string().nullable())),
  /** Things to tell the user, as codes with values: header.duplicate, header.unnamed, columns.differ … */
  notes: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
  /** A complete dataset draft that loads as it is. */
  draft: sourcedSpec
})
export type Recognition = z.infer<typeof recognition>

/** What a load would do, without doing it: the "check" step. */
export const loadCheck = z.object({
  rowsRead: z.number().int(),
  rowsGood: z.number().int(),
  rowsQuarantined: z.number().int(),
  rowsSuperseded: z.number().int(),
  partitions: z.array(
    z.object({ dt: z.string(), rows: z.number().int(), change: z.enum(['created', 'replaced', 'unchanged', 'emptied']) })
  ),
  bytesRead: z.number().int(),
  samples: z.array(quarantinedRow),
  notes: z.array(z.object({ code: z.string(), column: z.string().nullable(), count: z.number().int() })),
  inputs: z.array(inputRef),
  wouldBeRefused: z.boolean()
})
export type LoadCheck = z.infer<typeof loadCheck>
