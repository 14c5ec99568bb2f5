import { z } from 'zod'
import {
  checkSpec,
  collectPreview,
  collectSpec,
  connectionSpec,
  connectionTarget,
  connectionTest,
  errorData,
  sweepReport,
  tableCollect
} from '../../contract'
import { tableSchema } from './schemas-shared'

const texts = z.record(z.string(), z.string())
const cells = z.record(z.string(), z.string().nullable())
const connection = z.object({ name: z.string(), target: connectionTarget, secrets: texts })
const window = z.object({ id: z.string(), dt: z.string(), start: z.number(), end: z.number() })
const lists = z.record(z.string(), z.array(z.string()))
const partitions = z.array(z.object({ dt: z.string(), files: z.array(z.string()) }))
const note = z.object({ code: z.string(), column: z.string().nullable(), count: z.number().int() })

/** Methods of checks and of what asks or feeds other systems. */
export const collectWork = {
  measure: {
    request: z.object({
      schema: tableSchema,
      key: z.array(z.string()),
      zone: z.string(),
      groups: partitions,
      checks: z.array(checkSpec),
      others: z.record(z.string(), z.object({ schema: tableSchema, partitions })),
      sampleSize: z.number().int()
    }),
    result: z.array(
      z.object({
        check: z.string(),
        dt: z.string(),
        rows: z.number().int(),
        failingRows: z.number().int(),
        figures: cells,
        sample: z.array(cells)
      })
    )
  },
  profile: {
    request: z.object({ schema: tableSchema, zone: z.string(), groups: partitions }),
    result: z.array(
      z.object({
        dt: z.string(),
        column: z.string(),
        rows: z.number().int(),
        nulls: z.number().int(),
        distinct: z.number().int(),
        min: z.string().nullable(),
        max: z.string().nullable(),
        values: z.array(z.string()).nullable()
      })
    )
  },
  series: {
    request: z.object({ schema: tableSchema, zone: z.string(), groups: partitions, measures: texts }),
    result: z.array(z.object({ dt: z.string(), measure: z.string(), value: z.number().nullable() }))
  },
  returns: {
    request: z.object({
      schema: tableSchema,
      files: z.array(z.string()),
      returns: z.object({ entity: z.string(), value: z.string(), date: z.string() }),
      zone: z.string(),
      minReturn: z.number(),
      dts: z.array(z.string())
    }),
    result: z.array(
      z.object({
        entity: z.string(),
        date: z.string(),
        before: z.string(),
        marketBefore: z.string(),
        value: z.number(),
        previous: z.number(),
        change: z.number(),
        median: z.number(),
        mad: z.number(),
        meanDeviation: z.number(),
        history: z.number().int(),
        market: z.number(),
        first: z.string(),
        since: z.string()
      })
    )
  },
  distinct: {
    request: z.object({ schema: tableSchema, files: z.array(z.string()), column: z.string(), limit: z.number().int() }),
    result: z.array(z.string())
  },
  collect: {
    request: z.object({
      dataset: z.string(),
      collect: collectSpec,
      connection,
      fields: z.array(z.string()),
      windows: z.array(window),
      zone: z.string(),
      fanOut: lists,
      variables: texts,
      raw: z.string(),
      picked: z.string(),
      id: z.string(),
      mayAsk: z.number().int().nullable(),
      fromRaw: z.boolean(),
      after: z.string().optional(),
      now: z.number()
    }),
    result: z.object({
      format: z.enum(['jsonl', 'csv']),
      requests: z.number().int(),
      reused: z.number().int(),
      rows: z.number().int(),
      bytes: z.number().int(),
      windows: z.array(z.object({ id: z.string(), rows: z.number().int(), requests: z.number().int() })),
      watermark: z.string().optional(),
      notes: z.array(note)
    })
  },
  previewCollect: {
    request: z.object({
      collect: collectSpec,
      connection,
      window,
      zone: z.string(),
      fanOut: lists,
      variables: texts,
      mayAsk: z.number().int().nullable()
    }),
    result: collectPreview
  },
  testConnection: {
    request: z.object({
      spec: connectionSpec,
      connection: connection.optional().transform((value) => value),
      missing: z.array(errorData)
    }),
    result: connectionTest
  },
  sweepKeys: {
    request: z.object({
      dataset: z.string(),
      collect: tableCollect,
      connection,
      schema: tableSchema,
      key: z.array(z.object({ name: z.string(), physical: z.string(), field: z.string() })),
      partitions: z.array(z.object({ window, files: z.array(z.string()) })),
      zone: z.string()
    }),
    result: sweepReport
  },
  deliver: {
    request: z.object({
      dataset: z.string(),
      connection,
      table: z.string(),
      schema: tableSchema,
      key: z.array(z.string()),
      run: z.string(),
      owner: z.string(),
      lake: z.string(),
      partitions: z.array(
        z.object({
          dt: z.string(),
          version: z.number().int(),
          digest: z
            .string()
            .optional()
            .transform((value) => value),
          files: z.array(z.string())
        })
      ),
      whole: z.boolean(),
      again: z.boolean(),
      scratch: z.string()
    }),
    result: z.object({
      delivered: z.array(
        z.object({
          dt: z.string(),
          version: z.number().int(),
          rows: z.number().int(),
          digest: z.string(),
          change: z.enum(['delivered', 'unchanged'])
        })
      ),
      failed: z.array(z.object({ dt: z.string(), error: errorData }))
    })
  }
}
