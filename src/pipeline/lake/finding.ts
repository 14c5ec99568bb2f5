import type { z } from 'zod'
import type { fsckFinding } from '../contract'

/** One fault, or leftover, that the check of a table found. */
export type Finding = z.infer<typeof fsckFinding>
