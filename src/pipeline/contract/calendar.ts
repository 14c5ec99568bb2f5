import { z } from 'zod'

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const clockTime = z.string().regex(/^\d{2}:\d{2}$/)
const named = { date, ko: z.string(), en: z.string() }

/** Weekdays on which a venue does not trade, and sessions of other hours, within the dates that the file covers. */
export const marketCalendar = z
  .object({
    format: z.literal(1),
    id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/),
    title: z.object({ ko: z.string(), en: z.string() }),
    /** IANA zone of all dates and hours. */
    zone: z.string(),
    session: z.object({ open: clockTime, close: clockTime }),
    /** First and last date for which the file knows the closed days; both inclusive. */
    coverage: z.object({ from: date, to: date }),
    /** Date on which the file was checked. */
    asOf: date,
    /** From here on the days follow from rules and have not been announced. */
    provisionalFrom: date.optional(),
    source: z.string(),
    closed: z.array(z.object(named)),
    sessions: z.array(z.object({ ...named, open: clockTime, close: clockTime }))
  })
  .strict()
export type MarketCalendar = z.infer<typeof marketCalendar>
