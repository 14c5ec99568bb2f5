import { join } from 'node:path'
import { datasetSpec, type DatasetSpec } from '../contract'
import { demoPlan, writeDemoSources } from '../demo'

/** The simulated datasets and a way to make their source files; saving and loading them goes by the methods for real data. */
export interface Demo {
  datasets: DatasetSpec[]
  /** Writes the sources into the workspace of this root. */
  writeSources(root: string, signal: AbortSignal): Promise<void>
}

/** `now` is ms since the epoch: the data ends on the last trading day before it. */
export function planDemo(now: number): Demo {
  const plan = demoPlan(now)
  return {
    datasets: plan.datasets.map((dataset) => datasetSpec.parse(dataset)),
    writeSources: (root, signal) => writeDemoSources(join(root, 'sources'), plan.files, { signal })
  }
}
