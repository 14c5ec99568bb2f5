import type { CheckResult, ErrorData, PartitionChange } from '../../contract'

/** All checks of one partition, judged together: what it would be, or is. */
export interface JudgedPartition {
  dataset: string
  dt: string
  run: string | null
  /** One of each check that the dataset has now. Incidents of checks that are not among them close: the check is gone. */
  results: readonly CheckResult[]
}

/** Partitions that a run asked a source for: files, a server, a database. Without an error they came well. */
export interface CollectedPartitions {
  dataset: string
  dts: readonly string[]
  run: string | null
  error?: ErrorData | undefined
}

/** One partition on its way out by one delivery of its dataset. Without an error it arrived. */
export interface DeliveredPartition {
  dataset: string
  delivery: string
  dt: string
  run: string | null
  error?: ErrorData | undefined
}

/** A run that went well, and what it did to each partition. */
export interface EndedRun {
  dataset: string
  run: string
  /** It took back what earlier ones did. */
  undo: boolean
  /** It loaded all that its source has. */
  whole: boolean
  partitions: readonly { dt: string; change: PartitionChange }[]
  signal: AbortSignal
}

/** Where the engine's parts tell what they saw. Each resolves once it is durable, and never rejects: what it watches must not fail by it. */
export interface IncidentSink {
  judged(partition: JudgedPartition): Promise<void>
  collected(partitions: CollectedPartitions): Promise<void>
  delivered(partition: DeliveredPartition): Promise<void>
  ended(run: EndedRun): Promise<void>
  removed(dataset: string): Promise<void>
  restored(dataset: string): Promise<void>
}
