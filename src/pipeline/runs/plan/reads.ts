import type { DatasetSpec } from '../../contract'
import { inputPartitions } from '../states'
import type { DatasetFacts, InputEdge } from '../types'

/** The partitions of an input that each partition of a derived dataset reads; of its own period, also where it is not there. */
export function readsOf(edge: InputEdge, spec: DatasetSpec, input: DatasetFacts): (dt: string) => readonly string[] {
  const alike = edge.read === 'same' && edge.lookback === 0 && spec.partition?.grain === input.spec.partition?.grain
  // The common case needs no dates to be reckoned; plans ask it for each of 100,000 partitions.
  return alike ? (dt) => [dt] : (dt) => inputPartitions(edge, spec, dt, input)
}
