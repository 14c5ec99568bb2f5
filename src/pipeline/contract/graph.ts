import { z } from 'zod'
import { stageName } from './dataset-runs'
import { errorData } from './errors'
import { datasetName } from './names'

/** `source` nodes are what a dataset is read from; their id is `source:` and the dataset's name. */
export const graphNode = z.object({
  id: z.string(),
  kind: z.enum(['source', 'table', 'derived']),
  stage: stageName,
  /** Null for sources. */
  dataset: datasetName.nullable(),
  /** A dataset's name, or a source's location without its secrets. */
  label: z.string(),
  /** Longest way from a source: 0 for sources. */
  depth: z.number().int(),
  /** Why it cannot be run: a cycle, a missing reference, SQL that is refused. */
  error: errorData.optional()
})
export type GraphNode = z.infer<typeof graphNode>

export const graphEdge = z.object({
  from: z.string(),
  to: z.string(),
  read: z.enum(['all', 'same', 'whole']),
  lookback: z.number().int()
})
export type GraphEdge = z.infer<typeof graphEdge>

export const datasetGraph = z.object({ nodes: z.array(graphNode), edges: z.array(graphEdge) })
export type DatasetGraph = z.infer<typeof datasetGraph>
