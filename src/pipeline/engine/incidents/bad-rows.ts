import { z } from 'zod'
import { partitionId, WHOLE, type ErrorData } from '../../contract'
import type { Trouble } from '../../checks/incidents'

/** Rows that a load could not take, as its error shows the first of them. */
const refusedRows = z.object({
  rowsRead: z.number().int(),
  rowsQuarantined: z.number().int(),
  maxBadShare: z.number(),
  samples: z.array(
    z.object({
      ...{ dt: z.string().nullable(), file: z.string(), line: z.number().nullable(), column: z.string().nullable() },
      ...{ value: z.string().nullable(), reason: z.string(), raw: z.string() }
    })
  )
})
const repeatedKeys = z.object({ count: z.number().int(), keys: z.array(z.record(z.string(), z.unknown())) })
const named = z.object({ partitions: z.array(partitionId).min(1) })

type Rows = Pick<Trouble, 'measured' | 'failingRows' | 'sample'>

/** What a load's error says of rows of one partition: those whose partition is not known belong to each. */
export function badRowsOf({ details }: ErrorData, dt: string): Rows {
  const refused = refusedRows.safeParse(details).data
  if (refused !== undefined) {
    const { rowsRead, rowsQuarantined, maxBadShare, samples } = refused
    const own = samples.filter((row) => row.dt === null || row.dt === dt || dt === WHOLE)
    return {
      measured: { read: String(rowsRead), refused: String(rowsQuarantined), most: `${Number((maxBadShare * 100).toFixed(2))} %` },
      failingRows: rowsQuarantined,
      sample: own.map(({ file, line, column, value, reason, raw }) => ({
        ...{ file, line: line === null ? null : String(line), column, value, reason, raw }
      }))
    }
  }
  const repeated = repeatedKeys.safeParse(details).data
  if (repeated === undefined) return { measured: {}, failingRows: 0, sample: [] }
  const sample = repeated.keys.map((key) => Object.fromEntries(Object.entries(key).map(([name, value]) => [name, textOf(value)])))
  return { measured: { repeated: String(repeated.count) }, failingRows: repeated.count, sample }
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

/** The partitions of those asked for that an error concerns: those of the rows that it shows, where it tells them; else all of them. */
export function partitionsIn({ details }: ErrorData, asked: readonly string[]): readonly string[] {
  const shown =
    refusedRows.safeParse(details).data?.samples.map(({ dt }) => dt) ?? named.safeParse(details).data?.partitions ?? []
  // A row of an unknown partition may belong to any.
  if (shown.length === 0 || shown.includes(null)) return asked.length === 0 ? [WHOLE] : asked
  const known = [...new Set(shown.flatMap((dt) => (partitionId.safeParse(dt).success && dt !== null ? [dt] : [])))]
  return asked.length === 0 ? known : known.filter((dt) => asked.includes(dt))
}
