import type { z } from 'zod'
import { connectionTarget, type ConnectionSpec, type ConnectionTarget } from '../../contract'

/** A connection's target as it is in a profile: its own fields, and over them those that the profile has otherwise. */
export const targetIn = (spec: ConnectionSpec, profile: string): z.ZodSafeParseResult<ConnectionTarget> =>
  connectionTarget.safeParse({ ...spec.target, ...spec.profiles[profile], kind: spec.target.kind })
