import { WHOLE, type DatasetSpec } from '../../contract'
import { dateIn } from '../../calendar'
import { planted } from '../../lib/plant'
import { intervalIsPartition, partitionOfDate, readyAt, zoneOf } from '../intervals'
import type { DatasetFacts, Interval } from '../types'

/** What is there of a dataset, by interval: from the tags of its partitions and from the markers of intervals that held nothing. */
export interface Recorded {
  /** Partitions of which something is there, ascending; those whose name is none are left out. */
  dts: readonly string[]
  /** Whether intervals are told apart within a partition: not where they are the partition, nor where it was never recorded which it holds. */
  apart: (dt: string) => boolean
  /** Ids of the intervals that a partition is recorded to hold. */
  ids: (dt: string) => ReadonlySet<string>
  holds: (interval: Interval) => boolean
}

/** Markers of a partition: those of its intervals, and when the whole of it was loaded and held nothing. */
interface Marks {
  ids: Map<string, string[]>
  whole: Map<string, number>
}

const PARTITION = /^(\d{4}-\d{2}(-\d{2})?|all)$/

/** What `facts` record. */
export function recordedIn(facts: DatasetFacts): Recorded {
  const { spec, calendar, partitions } = facts
  const alike = intervalIsPartition(spec)
  const marks = marksOf(spec, planted('skip-empty') ? new Map() : facts.emptyIntervals)
  const byDt = new Map<string, ReadonlySet<string>>()
  const ids = (dt: string): ReadonlySet<string> => {
    let found = byDt.get(dt)
    if (found === undefined) {
      found = new Set([...Object.keys(partitions.get(dt)?.intervals ?? {}), ...(marks.ids.get(dt) ?? [])])
      byDt.set(dt, found)
    }
    return found
  }
  const unrecorded = (dt: string): boolean => partitions.has(dt) && partitions.get(dt)?.intervals === undefined
  return {
    dts: [...new Set([...partitions.keys(), ...marks.ids.keys(), ...marks.whole.keys()])]
      .filter((dt) => PARTITION.test(dt))
      .sort(),
    apart: (dt) => !alike && !unrecorded(dt),
    ids,
    holds: (interval) => {
      const { dt, id } = interval
      if (partitions.has(dt) && (alike || unrecorded(dt))) return true
      const emptyAt = marks.whole.get(dt)
      if (emptyAt !== undefined && (alike || readyAt(spec, calendar, interval) <= emptyAt)) return true
      return ids(dt).has(id)
    }
  }
}

function marksOf(spec: DatasetSpec, emptyIntervals: ReadonlyMap<string, number>): Marks {
  const marks: Marks = { ids: new Map(), whole: new Map() }
  for (const [id, at] of emptyIntervals) {
    const dt = partitionOfMark(spec, id)
    if (dt === undefined) continue
    if (dt === id) marks.whole.set(dt, at)
    else push(marks.ids, dt, id)
  }
  return marks
}

function partitionOfMark(spec: DatasetSpec, id: string): string | undefined {
  if (id === WHOLE || id.length === 10) return id === WHOLE ? id : partitionOfDate(spec, id)
  if (id.length === 7) return spec.partition?.grain === 'day' ? undefined : partitionOfDate(spec, `${id}-01`)
  const at = Date.parse(id)
  return Number.isNaN(at) ? undefined : partitionOfDate(spec, dateIn(zoneOf(spec), at))
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
