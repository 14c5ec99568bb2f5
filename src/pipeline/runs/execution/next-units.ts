import { planted } from '../../lib/plant'
import type { Execution, UnitState } from './types'

/** What a unit is to do now: its run is the one attempt at all of these. */
export interface UnitWork {
  unit: number
  dataset: string
  dts: readonly string[]
  /** From 1: the first of its partitions' attempts. */
  attempt: number
}

/**
 * Units that may start now, in order. A dataset's units start strictly in the order of the plan: where the first that waits may not
 * start, none behind it does. Nothing starts unless the backfill is running.
 */
export function nextUnits(execution: Execution): number[] {
  if (execution.state !== 'running') return []
  const atWork = running(execution.units)
  const closed = new Set<string>()
  const next: number[] = []
  let room = execution.frame.total - execution.units.filter(({ state }) => state === 'running').length
  for (const unit of execution.units) {
    if (room <= 0) break
    if (unit.state !== 'waiting' || closed.has(unit.dataset)) continue
    const busy = atWork.get(unit.dataset) ?? 0
    if (busy >= limitOf(execution, unit.dataset) || !isReady(execution, unit)) {
      closed.add(unit.dataset)
      continue
    }
    next.push(unit.unit)
    atWork.set(unit.dataset, busy + 1)
    room -= 1
  }
  return next
}

/** The partitions of a unit that are to be made; empty where it has ended. */
export function unitWork({ units, items }: Execution, number: number): UnitWork {
  const unit = units[number]
  const members = (unit?.items ?? []).flatMap((index) => items[index] ?? [])
  const attempt = 1 + Math.max(0, ...members.map(({ attempts }) => attempts.length))
  return { unit: number, dataset: unit?.dataset ?? '', dts: members.map(({ dt }) => dt), attempt }
}

/** When the next retry is due (ms since the epoch); undefined where none waits. */
export function nextRetryAt({ units }: Execution): number | undefined {
  const times = units.flatMap(({ state, retryAt }) => (state === 'retrying' && retryAt !== null ? [retryAt] : []))
  return times.length === 0 ? undefined : Math.min(...times)
}

/** ms until a unit may be tried again; a clock that was set back makes no wait longer than the dataset's own. */
export function nextRetryIn(execution: Execution, now: number): number | undefined {
  const at = nextRetryAt(execution)
  if (at === undefined) return undefined
  if (planted('wall-clock-timeouts')) return Math.max(0, at - now)
  const waits = [...execution.frame.policies.values()].map(({ retry }) => (retry?.waitSeconds ?? 0) * 1000)
  return Math.min(Math.max(0, at - now), Math.max(...waits))
}

function running(units: readonly UnitState[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { state, dataset } of units) if (state === 'running') counts.set(dataset, (counts.get(dataset) ?? 0) + 1)
  return counts
}

const limitOf = ({ frame }: Execution, dataset: string): number => frame.policies.get(dataset)?.concurrency ?? 1

function isReady({ frame, items, open }: Execution, unit: UnitState): boolean {
  const own = new Set(unit.items)
  return unit.items.every((index) => {
    const needs = frame.needs[index]
    if (needs === undefined) return true
    const made = needs.items.every((need) => own.has(need) || isMade(items[need]?.state))
    return made && needs.wholes.every((dataset) => (open.get(dataset) ?? 0) === 0)
  })
}

const isMade = (state: string | undefined): boolean => state === 'ok' || state === 'empty' || state === 'staged'
