import { z } from 'zod'

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i

/** A dataset's name: NFC, letters and digits of any script first, then also `_ . -`; 1–64 characters; no device names. */
export const datasetName = z
  .string()
  .transform((text) => text.normalize('NFC'))
  .pipe(
    z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u, 'a name starts with a letter or digit and holds letters, digits, _ . -')
      .refine((name) => !reserved.test(name) && !/[. ]$/.test(name), 'this name is reserved')
  )

/** The partition of a dataset that is not divided by date. */
export const WHOLE = 'all'

/** A day of the calendar, written `YYYY-MM-DD`: not the 30th of February. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** `2023-08` (month), `2023-08-31` (day), or `all` for a dataset without date partitions. */
export const partitionId = z
  .string()
  .regex(/^(\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|all)$/, 'a partition is YYYY-MM, YYYY-MM-DD or all')
  .refine((text) => text.length !== 10 || isDay(text), 'there is no such day')

/** `<algorithm>:<hex>`, see docs/lake.md for the algorithms. */
export const digest = z.string().regex(/^[a-z0-9][a-z0-9.-]*:[0-9a-f]+$/)

/** An instant: ISO 8601 with milliseconds and Z. */
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)

/** Chosen by the client, so that a call repeated after a reconnect starts nothing twice. */
export const clientRequestId = z.string().min(8).max(64)

/** `2023-08` (month), `2023-08-31` (day), or the instant at which a shorter one begins: `2023-08-31T06:00Z` (so that each of 25 hours has its own). */
export const intervalId = z
  .string()
  .regex(/^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}Z)?)?$/, 'an interval is YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MMZ')

/** The key of a transaction in the table's log that says: this interval was loaded, and held nothing. Its value is the time in ms. */
export const INTERVAL_MARKER = 'penstock/interval/'

/** The key of a transaction that says how far a growing column was read: `penstock/watermark/KIND/COLUMN`. 0: not at all. */
export const WATERMARK_MARKER = 'penstock/watermark/'

/** A name in templates, checks and profiles: a letter of any script or `_` first, then also digits; 1–64 characters. */
export const fieldName = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_]{0,63}$/u, 'a name starts with a letter and holds letters, digits and _')
