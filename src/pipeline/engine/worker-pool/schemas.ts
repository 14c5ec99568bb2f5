import { z } from 'zod'
import {
  datasetName,
  datasetSpec,
  derivation,
  inputRef,
  loadCheck,
  partitionChange,
  partitionDiff,
  quarantinedRow,
  recogniseOverrides,
  recognition,
  resultColumn,
  sourcedSpec
} from '../../contract'
import { collectWork } from './schemas-collect'
import { tableSchema } from './schemas-shared'

/** A key that is always there, though it may hold undefined. */
const maybe = <T extends z.ZodType>(schema: T) => schema.optional().transform((value) => value)
const scalars = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

const intervalRows = z.record(z.string(), z.number().int())
const madeFrom = z.object({ dataset: datasetName, dt: z.string(), version: z.number().int(), digest: maybe(z.string()) })

const stagedFile = z.object({
  path: z.string(),
  dt: z.string(),
  bytes: z.number().int(),
  rows: z.number().int(),
  stats: maybe(
    z.object({ numRecords: z.number(), minValues: scalars, maxValues: scalars, nullCount: z.record(z.string(), z.number()) })
  ),
  digest: maybe(z.string()),
  schemaId: maybe(z.string()),
  runId: maybe(z.string()),
  inputs: z.array(inputRef),
  quarantined: z.number().int(),
  intervals: intervalRows.optional(),
  madeFrom: z.array(madeFrom).optional(),
  query: z.string().optional()
})

export const stagedLoad = z.object({
  schema: tableSchema,
  schemaId: z.string(),
  inputs: z.array(inputRef),
  rowsRead: z.number().int(),
  rowsWritten: z.number().int(),
  rowsQuarantined: z.number().int(),
  rowsSuperseded: z.number().int(),
  bytesRead: z.number().int(),
  partitions: z.array(
    z.object({
      dt: z.string(),
      rows: z.number().int(),
      digest: maybe(z.string()),
      digestBefore: maybe(z.string()),
      change: partitionChange,
      files: z.array(stagedFile),
      intervals: intervalRows.optional(),
      madeFrom: z.array(madeFrom).optional(),
      query: z.string().optional()
    })
  ),
  quarantine: z.array(z.object({ dt: z.string().nullable(), rows: z.number().int(), path: z.string() })),
  quarantineSample: z.array(quarantinedRow),
  notes: z.array(z.object({ code: z.string(), column: z.string().nullable(), count: z.number().int() }))
})

const currentTable = z.object({
  schema: tableSchema,
  schemaId: z.string(),
  partitions: z.array(
    z.object({
      dt: z.string(),
      rows: z.number().int(),
      digest: maybe(z.string()),
      files: z.array(z.string()),
      inputs: z.array(inputRef),
      damaged: z.boolean().optional()
    })
  )
})

const plannedFile = z.object({ path: z.string(), name: z.string(), bytes: z.number().int(), modifiedMs: z.number() })

const s3Access = z.object({
  region: z.string(),
  endpoint: z.string().optional(),
  pathStyle: z.boolean(),
  accessKeyId: z.string().optional(),
  secretAccessKey: z.string().optional(),
  sessionToken: z.string().optional(),
  profile: z.string().optional()
})

const stageRequest = z.object({
  spec: sourcedSpec,
  workspaceRoot: z.string(),
  runId: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  only: z.array(z.string()).optional(),
  intervals: z.array(z.object({ id: z.string(), dt: z.string(), start: z.number(), end: z.number() })).optional(),
  s3: s3Access.optional(),
  now: z.number().optional(),
  again: z.boolean(),
  otherColumns: z.boolean().optional(),
  planned: z.object({ files: z.array(plannedFile), whole: z.boolean(), mustHold: z.boolean() }).optional(),
  scratch: z.string(),
  staging: z.string(),
  current: maybe(currentTable)
})

const deriveRequest = z.object({
  spec: datasetSpec.extend({ derive: derivation }),
  runId: z.string(),
  partitions: z.array(
    z.object({
      dt: z.string(),
      inputs: z.array(
        z.object({ dataset: datasetName, schema: tableSchema, files: z.array(z.string()), madeFrom: z.array(madeFrom) })
      )
    })
  ),
  scratch: z.string(),
  staging: z.string(),
  current: maybe(currentTable)
})

const groups = z.array(z.object({ files: z.array(z.string()) }))
const cells = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

const previewShape = {
  files: z.array(z.string()),
  schema: tableSchema,
  limit: z.number().int(),
  columns: z.array(z.string()).optional()
}
const columnPage = z.object({ rows: z.number().int(), columns: z.array(resultColumn), buffers: z.array(bytes) })
const diffSide = z.object({ version: z.number().int(), files: z.array(z.string()), digest: maybe(z.string()) })

/** What crosses to a worker and back, by method of LoadWorker; parsed on both sides. */
export const work = {
  recognise: {
    request: z.object({
      location: z.string(),
      workspaceRoot: z.string(),
      s3: s3Access.optional(),
      name: z.string().optional(),
      overrides: recogniseOverrides,
      scratch: z.string()
    }),
    result: recognition
  },
  stage: { request: stageRequest, result: stagedLoad },
  check: { request: stageRequest, result: loadCheck },
  preview: { request: z.object(previewShape), result: columnPage },
  page: { request: z.object({ ...previewShape, from: z.number().int(), to: z.number().int() }), result: columnPage },
  derive: { request: deriveRequest, result: stagedLoad },
  references: { request: z.string(), result: z.object({ tables: z.array(z.string()) }) },
  duplicates: {
    request: z.object({ groups, schema: tableSchema, key: z.array(z.string()), sampleSize: z.number().int() }),
    result: z.array(z.object({ rows: z.number().int(), keys: z.number().int(), sample: z.array(cells) }))
  },
  diff: {
    request: z.object({
      dataset: z.string(),
      dt: z.string(),
      from: diffSide,
      to: diffSide,
      schemaFrom: tableSchema,
      schemaTo: tableSchema,
      key: z.array(z.string()),
      sampleSize: z.number().int(),
      scratch: z.string()
    }),
    result: partitionDiff
  },
  digests: {
    request: z.object({
      groups,
      schema: tableSchema,
      specified: z.boolean()
    }),
    result: z.array(z.object({ rows: z.number().int(), digest: z.string(), specified: z.string().optional() }))
  },
  exportFile: {
    request: z.object({
      format: z.enum(['csv', 'parquet']),
      files: z.array(z.string()),
      schema: tableSchema,
      path: z.string(),
      bom: z.boolean(),
      formulas: z.array(z.string()),
      scratch: z.string()
    }),
    result: z.object({ rows: z.number().int(), bytes: z.number().int() })
  },
  ...collectWork
}
