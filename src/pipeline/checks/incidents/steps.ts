import type { Incident, IncidentAction } from '../../contract'

/** Something is wrong in a partition, as it was seen just now. */
export type Trouble = Pick<
  Incident,
  'dataset' | 'dt' | 'kind' | 'subject' | 'severity' | 'reason' | 'measured' | 'failingRows' | 'sample' | 'run' | 'error'
>

/**
 * What can happen to an incident. bad: its trouble was seen · good: its partition was judged and is good · gone: nothing is left that could be
 * wrong (removed: the dataset; dropped: the check or measure) · restored: the dataset was brought back · time: the clock went
 * on · act: a person did something.
 */
export type IncidentStep =
  | { step: 'bad'; trouble: Trouble }
  | { step: 'good'; run: string | null }
  | { step: 'gone'; why: 'removed' | 'dropped'; run: string | null }
  | { step: 'restored' }
  | { step: 'time' }
  | { step: 'act'; action: IncidentAction; by: string }
