import { z } from 'zod'
import { clockTime } from './dataset-runs'
import { datasetName, fieldName } from './names'

/**
 * A text with `{…}` in it: `{dt}` the partition, `{from}` and `{to}` the first and last moment of what is asked for, each with a strftime
 * pattern where it needs one (`{from:%Y%m%d}`, the dataset's zone); `{NAME}` a fan-out's value or a workspace variable; `{page}`, `{offset}`,
 * `{last}` (the last row of the page), `{size}`, `{cursor}` of paging; `{secret.NAME}` a secret of the connection. `{{` is a brace.
 */
export const template = z.string().max(16_384)

/** Where something stands in an answer: names separated by dots from its root (`response.body.items.item`); empty: the root itself. */
export const answerPath = z.string().max(512)

export const httpRequest = z
  .object({
    method: z.enum(['GET', 'POST']).default('GET'),
    /** Below the connection's base URL. */
    path: template.default(''),
    query: z.record(z.string().max(128), template).default({}),
    headers: z.record(z.string().max(128), template).default({}),
    /** Of a POST. */
    body: template.optional()
  })
  .strict()
export type HttpRequest = z.infer<typeof httpRequest>

/** What an answer's own code (inside a 200, too) means. */
export const answerCodes = z
  .object({
    /** The first path that is there is looked at. */
    path: z.union([answerPath, z.array(answerPath).min(1).max(8)]),
    message: z.union([answerPath, z.array(answerPath).min(1).max(8)]).optional(),
    ok: z.array(z.string().max(64)).default([]),
    /** No rows, and that is no error. */
    empty: z.array(z.string().max(64)).default([]),
    quota: z.array(z.string().max(64)).default([]),
    /** The key is unknown, expired or may not do this. */
    key: z.array(z.string().max(64)).default([]),
    retry: z.array(z.string().max(64)).default([])
  })
  .strict()
export type AnswerCodes = z.infer<typeof answerCodes>

export const answerSpec = z
  .object({
    format: z.enum(['json', 'xml', 'csv']),
    /** As the answer says where absent; UTF-8 where it says nothing. */
    encoding: z.enum(['utf-8', 'cp949']).optional(),
    delimiter: z.string().length(1).default(','),
    /** The rows: a list, one object, or (csv) nothing. Elements of XML with one name are a list, also where there is one. */
    rows: answerPath.default(''),
    codes: answerCodes.optional()
  })
  .strict()
export type AnswerSpec = z.infer<typeof answerSpec>

/** How one question is answered in several pages. `total` is the path of the number of rows in all, `next` of the next cursor. */
export const pagingSpec = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('page'),
      first: z.number().int().min(0).default(1),
      size: z.number().int().min(1).max(100_000),
      total: answerPath.optional()
    })
    .strict(),
  z
    .object({
      kind: z.literal('offset'),
      first: z.number().int().min(0).default(0),
      size: z.number().int().min(1).max(100_000),
      total: answerPath.optional()
    })
    .strict(),
  z.object({ kind: z.literal('cursor'), next: answerPath }).strict()
])
export type PagingSpec = z.infer<typeof pagingSpec>

/** One question for each value: of a list, or of a column of another dataset (its newest partition). `as` names it in templates and columns. */
export const fanOut = z.union([
  z.object({ as: fieldName, values: z.array(z.string().max(255)).min(1).max(20_000) }).strict(),
  z.object({ as: fieldName, dataset: datasetName, column: z.string().min(1) }).strict()
])
export type FanOut = z.infer<typeof fanOut>

/**
 * Data that is asked for by date. Each row is an object of texts; columns name its fields as `{"header": "price"}`, and fan-out values, `dt`,
 * `from` and `to` as `{"header": "@code"}`.
 */
export const httpCollect = z
  .object({
    kind: z.literal('http'),
    connection: datasetName,
    request: httpRequest,
    answer: answerSpec,
    paging: pagingSpec.optional(),
    /** Every combination of them is a question. */
    fanOut: z.array(fanOut).max(3).default([]),
    /** More pages than this of one question are a mistake (`collect.pages`). */
    maxPages: z.number().int().min(1).max(100_000).default(1000)
  })
  .strict()
export type HttpCollect = z.infer<typeof httpCollect>

export const tableCollect = z
  .object({
    kind: z.literal('table'),
    connection: datasetName,
    /** `table` or `database.table`. */
    table: z.string().min(1).max(128),
    /** Columns of the table's own key, by which it is read in chunks; its primary key when absent. */
    key: z.array(z.string().min(1)).max(8).optional(),
    /** The date, datetime or timestamp column by which a partition is asked for. */
    by: z.string().min(1).optional(),
    /** A growing integer or timestamp: a load without dates reads what is new by it. Needs mode incremental or append. */
    watermark: z.string().min(1).optional(),
    /** The zone in which the server's datetimes without zone are meant; the dataset's when absent. */
    zone: z.string().optional(),
    chunkRows: z.number().int().min(100).max(1_000_000).default(50_000),
    /** Rows a second at most. */
    rowsPerSecond: z.number().int().min(1).optional(),
    /** Wall-clock times of the dataset's zone at which nothing is read: the database's busy hours. */
    pause: z
      .array(z.object({ from: clockTime, to: clockTime }).strict())
      .max(8)
      .default([])
  })
  .strict()
export type TableCollect = z.infer<typeof tableCollect>

export const collectSpec = z.discriminatedUnion('kind', [httpCollect, tableCollect])
export type CollectSpec = z.infer<typeof collectSpec>

/** The same source declared as data: a connection and a dataset file with a few blanks. */
export const collectTemplate = z.object({
  id: z.string(),
  title: z.object({ ko: z.string(), en: z.string() }),
  description: z.object({ ko: z.string(), en: z.string() }),
  /** Where the public documentation stands and where a key is had. */
  documentation: z.url(),
  connection: z.record(z.string(), z.unknown()),
  /** What the user fills in, by its name in `dataset` (`$region`). */
  blanks: z.array(
    z.object({
      name: fieldName,
      title: z.object({ ko: z.string(), en: z.string() }),
      kind: z.enum(['text', 'list']),
      example: z.string()
    })
  ),
  dataset: z.record(z.string(), z.unknown())
})
export type CollectTemplate = z.infer<typeof collectTemplate>
