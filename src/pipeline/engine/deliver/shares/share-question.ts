import { z } from 'zod'
import { partitionId } from '../../../contract'

/** What is asked of a share. */
export interface ShareQuestion {
  dataset: string
  format: 'csv' | 'parquet'
  dt: string | undefined
  from: string | undefined
  to: string | undefined
  /** Of CSV: begin with a byte order mark, as Excel wants it of files that it opens by a double click. */
  bom: boolean
  /** Of CSV: columns of codes as `="005930"`. */
  formulas: boolean
}

const flag = z
  .enum(['0', '1'])
  .optional()
  .transform((value) => value === '1')
const query = z
  .object({
    dt: partitionId.optional(),
    from: partitionId.optional(),
    to: partitionId.optional(),
    bom: flag,
    codes: z
      .enum(['text', 'formula'])
      .optional()
      .transform((value) => value === 'formula')
  })
  .strict()

/** Parses `<dataset>.csv` or `.parquet` and its query; undefined where there is no such file, a text where the query is wrong. */
export function questionOf(file: string, given: URLSearchParams): ShareQuestion | string | undefined {
  const [, dataset, format] = /^(.+)\.(csv|parquet)$/.exec(file) ?? []
  if (dataset === undefined || (format !== 'csv' && format !== 'parquet')) return undefined
  const parsed = query.safeParse(Object.fromEntries(given))
  if (!parsed.success) return 'It can be asked with ?dt=YYYY-MM, ?from=YYYY-MM&to=YYYY-MM, ?bom=1 and ?codes=formula.'
  const { dt, from, to, bom, codes: formulas } = parsed.data
  return { dataset, format, dt, from, to, bom, formulas }
}

/** Whether a partition is asked for; months and days are compared by what both say. */
export function isAsked({ dt, from, to }: ShareQuestion, partition: string): boolean {
  if (dt !== undefined) return partition === dt
  const notBefore = from === undefined || partition.slice(0, from.length) >= from.slice(0, partition.length)
  return notBefore && (to === undefined || partition.slice(0, to.length) <= to.slice(0, partition.length))
}
