import {
  partitionStates,
  type AttentionNote,
  type DatasetSpec,
  type ErrorData,
  type IntervalStatus,
  type OverviewRow,
  type PartitionState,
  type RunRecord,
  type Standstill
} from '../../contract'
import { toInstant } from '../../lib/clock'
import { median } from '../../lib/median'
import { readersOf } from '../../runs/graph'
import { atWork, nextDue } from '../../runs/schedule'
import { intervalStatuses, needOf, partitionsNow } from '../../runs/states'
import type { DatasetFacts, World } from '../../runs/types'
import { standsTooLong } from './standstill'

/** Intervals of the strip. */
const STRIP = 30
/** Intervals with data that a usual number of rows is told from. */
const JUDGED_BY = 20

const isState = (state: IntervalStatus['state']): state is PartitionState =>
  (partitionStates as readonly string[]).includes(state)
/** A state that somebody should look at. */
const needsSomebody = (state: PartitionState): boolean => needOf(state) !== null

export interface RowContext {
  world: World
  note: AttentionNote | undefined
  paused: boolean
  standstill: Standstill | undefined
  /** Its newest load of everything, where that came to nothing. */
  failedLoad: RunRecord | undefined
  /** Incidents that nobody has acknowledged or snoozed, and how many of them stopped something. */
  incidents?: { open: number; blocking: number } | undefined
}

/** One dataset as the morning sees it. */
export function overviewRow(facts: DatasetFacts, context: RowContext): OverviewRow {
  const { world, note, paused, standstill, failedLoad } = context
  const { spec } = facts
  const states = [...partitionsNow(facts, world).values()].map(({ state }) => state)
  const intervals = intervalStatuses(facts, world.now)
  const expected = intervals.filter(({ state }) => isState(state))
  const current = expected.at(-1) ?? null
  const problem = standing(world.graph.problems.get(spec.name))
  const state = worst([
    ...(current !== null && isState(current.state) ? [current.state] : []),
    ...states.filter(needsSomebody),
    ...besides(problem, failedLoad)
  ])
  const filled = expected.slice(0, -1).flatMap(({ rows }) => (rows === null || rows === 0 ? [] : [rows]))
  const next = paused ? undefined : nextDue(atWork(spec), facts.calendar, world.now)
  return {
    ...about(spec),
    state,
    ...urgency(state, context),
    current,
    strip: expected.slice(-STRIP),
    rowsLast: current?.rows ?? null,
    rowsMedian: median(filled.slice(-JUDGED_BY)) ?? null,
    missing: states.filter((one) => needOf(one) === 'missing').length,
    failed: states.filter((one) => needOf(one) === 'failed').length,
    stale: states.filter((one) => needOf(one) === 'stale').length,
    affects: readersOf(world.graph, spec.name),
    note: note ?? null,
    nextAt: next === undefined ? null : toInstant(next.at),
    ...(standstill === undefined ? {} : { standstill }),
    ...wrong(problem, failedLoad)
  }
}

/** Whether somebody should act, and what there is to look at. */
function urgency(
  state: PartitionState,
  { world, note, standstill, incidents = { open: 0, blocking: 0 } }: RowContext
): Pick<OverviewRow, 'attention' | 'incidents'> {
  const stands = standstill !== undefined && standsTooLong(standstill, world.now)
  const urgent = needsSomebody(state) || stands || incidents.blocking > 0
  return { incidents: incidents.open, attention: urgent && !isSnoozed(note, world.now) }
}

/** States that no partition tells. */
const besides = (problem: ErrorData | undefined, failedLoad: RunRecord | undefined): PartitionState[] => [
  ...(problem === undefined ? [] : ['failed' as const]),
  ...(failedLoad === undefined ? [] : [failedLoad.state === 'refused' ? ('refused' as const) : ('failed' as const)])
]

function wrong(problem: ErrorData | undefined, failedLoad: RunRecord | undefined): Pick<OverviewRow, 'error' | 'run'> {
  if (problem !== undefined) return { error: problem }
  return failedLoad?.error === undefined ? {} : { error: failedLoad.error, run: failedLoad.id }
}

const about = ({ name, title, simulated, owner, calendar, zone }: DatasetSpec) => ({
  ...{ dataset: name, zone, simulated: simulated ?? false, owner: owner ?? null, calendar: calendar ?? null },
  ...(title === undefined ? {} : { title })
})

/** What stays wrong until somebody mends it; that a process is not up yet is nothing of that kind. */
const standing = (problem: ErrorData | undefined): ErrorData | undefined =>
  problem !== undefined && /^(sql|graph|dataset|schema)\./.test(problem.code) ? problem : undefined

const isSnoozed = (note: AttentionNote | undefined, now: number): boolean =>
  typeof note?.snoozedUntil === 'string' && Date.parse(note.snoozedUntil) > now

/** The state that needs attention most; ok where there is none. */
const worst = (states: readonly PartitionState[]): PartitionState =>
  states.reduce<PartitionState>((found, state) => (rankOf(state) > rankOf(found) ? state : found), 'ok')

/** How much attention a state needs, from 0. */
export const rankOf = (state: PartitionState): number => partitionStates.indexOf(state)
