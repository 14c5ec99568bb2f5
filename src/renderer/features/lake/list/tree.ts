import type { DatasetSummary, Partition, PartitionState } from '../../../../pipeline/contract'

interface Figures {
  rows: number
  bytes: number
  files: number
  partitions: number
  writtenAt: string | null
}

/** A line of the tree: the lake, a dataset, or one partition of an unfolded dataset. */
export type TreeRow = Figures & { id: string } & (
    | { kind: 'lake'; datasets: number; states: Partial<Record<PartitionState, number>> }
    | { kind: 'dataset'; dataset: DatasetSummary; open: boolean }
    | { kind: 'partition'; dataset: DatasetSummary; partition: Partition }
  )

/** The lake's line is the sum of its datasets' lines; a dataset's partitions follow it, newest first. */
export function treeRows(
  datasets: readonly DatasetSummary[],
  unfolded: ReadonlyMap<string, readonly Partition[]>,
  query: string
): TreeRow[] {
  const shown = datasets.filter((dataset) => matches(dataset, query))
  if (shown.length === 0) return []
  return [lakeRow(shown), ...shown.flatMap((dataset) => datasetRows(dataset, unfolded.get(dataset.name)))]
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase()

export function matches({ name, title }: DatasetSummary, query: string): boolean {
  const wanted = plain(query.trim())
  return [name, title?.ko ?? '', title?.en ?? ''].some((text) => plain(text).includes(wanted))
}

function lakeRow(datasets: readonly DatasetSummary[]): TreeRow {
  const sum = (pick: (dataset: DatasetSummary) => number): number => datasets.reduce((total, one) => total + pick(one), 0)
  const written = datasets.flatMap(({ writtenAt }) => (writtenAt === null ? [] : [writtenAt])).sort()
  return {
    id: 'lake',
    kind: 'lake',
    datasets: datasets.length,
    rows: sum((one) => one.rows),
    bytes: sum((one) => one.bytes),
    files: sum((one) => one.files),
    partitions: sum((one) => one.partitions),
    writtenAt: written.at(-1) ?? null,
    states: addStates(datasets.map((dataset) => dataset.states))
  }
}

export function addStates(all: readonly Partial<Record<PartitionState, number>>[]): Partial<Record<PartitionState, number>> {
  const total: Partial<Record<PartitionState, number>> = {}
  for (const states of all)
    for (const [state, count] of Object.entries(states) as [PartitionState, number][]) total[state] = (total[state] ?? 0) + count
  return total
}

function datasetRows(dataset: DatasetSummary, partitions: readonly Partition[] | undefined): TreeRow[] {
  const { rows, bytes, files, writtenAt } = dataset
  const own: TreeRow = {
    id: `dataset ${dataset.name}`,
    kind: 'dataset',
    dataset,
    open: partitions !== undefined,
    rows,
    bytes,
    files,
    partitions: dataset.partitions,
    writtenAt
  }
  const below = (partitions ?? []).toSorted((left, right) => (left.dt < right.dt ? 1 : -1))
  return [own, ...below.map((partition) => partitionRow(dataset, partition))]
}

const partitionRow = (dataset: DatasetSummary, partition: Partition): TreeRow => ({
  id: `partition ${dataset.name} ${partition.dt}`,
  kind: 'partition',
  dataset,
  partition,
  rows: partition.rows,
  bytes: partition.bytes,
  files: partition.files,
  partitions: 1,
  writtenAt: partition.writtenAt
})

type Sortable = number | string | null

/**
 * Orders two lines for AG Grid by a column: the lake stays on top and partitions stay under their dataset, whichever the direction.
 * AG Grid negates the answer when it sorts descending.
 */
export function compareTree(left: TreeRow, right: TreeRow, by: (row: TreeRow) => Sortable, descending: boolean): number {
  const fixed = (order: number): number => (descending ? -order : order)
  if (left.kind === 'lake' || right.kind === 'lake')
    return fixed((left.kind === 'lake' ? 0 : 1) - (right.kind === 'lake' ? 0 : 1))
  if (left.dataset.name !== right.dataset.name) {
    const order = compare(by(datasetLine(left)), by(datasetLine(right)))
    return order === 0 ? fixed(left.dataset.name < right.dataset.name ? -1 : 1) : order
  }
  if (left.kind !== right.kind) return fixed(left.kind === 'dataset' ? -1 : 1)
  return compare(by(left), by(right))
}

const datasetLine = (row: Exclude<TreeRow, { kind: 'lake' }>): TreeRow =>
  row.kind === 'dataset' ? row : { ...row, kind: 'dataset', open: true, ...figuresOf(row.dataset) }

const figuresOf = ({ rows, bytes, files, partitions, writtenAt }: DatasetSummary): Figures => ({
  rows,
  bytes,
  files,
  partitions,
  writtenAt
})

function compare(left: Sortable, right: Sortable): number {
  if (left === right) return 0
  if (left === null) return -1
  if (right === null) return 1
  return left < right ? -1 : 1
}
