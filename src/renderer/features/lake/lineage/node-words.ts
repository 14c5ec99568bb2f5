import type { GraphNode } from '../../../../pipeline/contract'

/** What stands in a box: a dataset's name, or the last part of a source's location. */
export const nodeWords = ({ dataset, label }: Pick<GraphNode, 'dataset' | 'label'>): string =>
  dataset ?? label.split(/[/\\]/).findLast((part) => part !== '') ?? label
