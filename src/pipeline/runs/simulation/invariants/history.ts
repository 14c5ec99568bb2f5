import type { Durable } from '../durable'

/** Every attempt and every commit has its run, and every run has ended. */
export function incompleteHistory({ runs, lake, backfills }: Durable): string[] {
  const open = [...runs.values()].filter(({ state }) => state === 'running').map(({ id }) => `${id} never ended`)
  const named = [
    ...lake.entries.map(({ run }) => run),
    ...[...backfills.values()].flatMap(({ items }) => items.flatMap(({ attempts }) => attempts))
  ]
  return [...open, ...named.filter((run) => !runs.has(run)).map((run) => `${run} is not in the history`)]
}
