/** The protections of the engine, and the sentence of the invariant that tells when one is missing. */
export const plants = {
  /** Intervals of one due time are claimed in one commit. */
  'claimed-apart': /fell due 0 times/,
  /** What was claimed is not claimed again, however the clock is set. */
  'clock-alone': /was given to \d+ backfills/,
  /** A backfill and the interval that it is given are written in one commit. */
  'written-apart': /was given to \d+ backfills/,
  /** A source that is late is asked again. */
  'ask-once': /was late and was not asked for again/,
  /** What was committed before a crash is done. */
  'forget-commits': /was made again after/,
  /** What was published before a crash is not published again. */
  'publish-again': /published 2 times/,
  /** A run is written down before it does anything. */
  'no-record': /is not in the history/,
  /** Runs that a crash ended are written down as ended. */
  'never-ended': /never ended/,
  /** All that is planned is done. */
  'one-too-few': /did not do what was planned/,
  /** A plan that no longer holds is refused. */
  'any-plan': /ran another plan than was shown/,
  /** A source that changed since its plan is refused. */
  'any-source': /read another source than was planned/,
  /** Of two backfills of one dataset one waits. */
  overlap: /were both at work on/,
  /** A unit that was stopped commits nothing. */
  'deaf-to-cancel': /says cancelled of .* published 1 times/,
  /** What is made of staged rows is staged with them. */
  'follow-at-once': /is made of rows that are not in the lake/,
  /** What is staged stays out of the lake. */
  'commit-staged': /was to be staged and is in the lake/,
  /** What was published is told as published, also where the rest of it fails. */
  'publish-untold': /says (staged|cancelled) of .* published 1 times|published 2 times/,
  /** What was staged goes with its backfill, also after a crash. */
  'keep-staged': /has staged rows and has ended/,
  /** An undo is refused where others changed the partition since. */
  'undo-blind': /took back what others had changed/,
  /** An undo touches only what its run changed. */
  'undo-table': /is no part of what it takes back/,
  /** An undo takes back all that its runs changed. */
  'undo-half': /did not bring back/
} as const

export type Plant = keyof typeof plants
