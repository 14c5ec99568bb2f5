import type { ErrorData } from '../contract'

/** A window connects again by itself, a command line has to be said again. */
export const forCommandLine = (error: ErrorData): ErrorData => (error.code === 'engine.gone' ? { ...error, hint: HINT } : error)

const HINT =
  'What was committed is in the lake. Say it again; a backfill that was under way (penstock backfills --active) goes on with: penstock resume RUN.'
