import { z } from 'zod'
import type { ErrorData, Partition, RunRecord } from '../../contract'
import type { RunTable, RunWindow } from '../../store'

/** A run that failed or was refused, and the partitions that it leaves in trouble. */
export interface Trouble {
  state: Extract<Partition['state'], 'failed' | 'refused'>
  error: ErrorData
  /** Partitions that its error names. */
  named: readonly string[]
  window: RunWindow
  covers: (dt: string) => boolean
}

/** Failed runs that are looked at. */
const LOOK_BACK = 200

const namedPartitions = z.object({ partitions: z.array(z.union([z.string(), z.object({ dt: z.string() })])) })

/**
 * Newest first. A run is trouble for the partitions that its error names, or else for its window; a run without either says
 * nothing about single partitions. What has been loaded since is no longer in trouble.
 */
export function troubles(runs: RunTable, dataset: string): Trouble[] {
  const failed = runs.troubled(dataset, LOOK_BACK)
  if (failed.length === 0) return []
  const successes = runs.successes(dataset)
  return failed.flatMap(({ run, window }) => {
    const named = partitionsOf(run.error)
    const windowed = window.from !== undefined || window.to !== undefined
    if (run.error === undefined || (named.length === 0 && !windowed)) return []
    const includes = new Set(named)
    const open = (dt: string): boolean => (successes.get(dt) ?? '') < run.startedAt
    const inWindow = (dt: string): boolean => (window.from ?? '') <= dt && (window.to === undefined || dt <= window.to)
    return {
      state: run.state === 'refused' ? ('refused' as const) : ('failed' as const),
      error: run.error,
      window,
      named: named.length === 0 ? [window.from ?? window.to ?? ''].filter(open) : named.filter(open),
      covers: (dt: string) => open(dt) && (named.length === 0 ? inWindow(dt) : includes.has(dt))
    }
  })
}

/** Whether a failed run says itself which partitions it leaves in trouble. */
export const namesPartitions = ({ error }: Pick<RunRecord, 'error'>): boolean => partitionsOf(error).length > 0

function partitionsOf(error: ErrorData | undefined): string[] {
  const parsed = namedPartitions.safeParse(error?.details)
  return parsed.success ? parsed.data.partitions.map((entry) => (typeof entry === 'string' ? entry : entry.dt)) : []
}
