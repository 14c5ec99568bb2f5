import { defaultRunPolicy, type ErrorData } from '../../contract'
import type { Draft } from './draft'
import { waitAgain } from './control-events'
import { takeResult } from './item-results'
import type { ExecutionEvent, UnitState } from './types'

type EventOf<K extends ExecutionEvent['kind']> = Extract<ExecutionEvent, { kind: K }>

/** Only what waits can start, and only while the backfill runs: a start told twice is one start. */
export function startUnit(draft: Draft, { unit: number, run }: EventOf<'unit-started'>): void {
  const unit = draft.units[number]
  if (unit?.state !== 'waiting' || draft.state !== 'running') return
  draft.setUnit(number, { state: 'running', run, retryAt: null })
  for (const index of unit.items) {
    const attempts = draft.items[index]?.attempts ?? []
    draft.setItem(index, { state: 'running', attempts: [...attempts, run], error: undefined })
  }
}

export function endUnit(draft: Draft, { unit: number, at }: EventOf<'unit-ended'>): void {
  const unit = draft.units[number]
  if (unit?.state !== 'running') return
  for (const { dataset, dt } of inFlight(draft, unit)) takeResult(draft, { dataset, dt, state: 'failed', error: NO_RESULT })
  closeUnit(draft, unit, at)
}

export function failUnit(draft: Draft, { unit: number, outcome, error, at, alike = false }: EventOf<'unit-failed'>): void {
  const unit = draft.units[number]
  if (unit?.state !== 'running') return
  const left = inFlight(draft, unit)
  const mayDiffer = outcome !== 'cancelled' && !alike && draft.state !== 'cancelling'
  if (mayDiffer && left.length > 1 && draft.frame.divisible.has(unit.dataset)) {
    draft.setUnit(number, { items: unit.items.filter((index) => draft.items[index]?.state !== 'running') })
    for (const { index } of left) draft.addUnit(unit.dataset, index)
  } else for (const { dataset, dt } of left) takeResult(draft, { dataset, dt, state: outcome, error })
  closeUnit(draft, draft.units[number] ?? unit, at)
}

/** What is left of a unit waits again, or is cancelled where that was asked meanwhile. */
export function leaveUnit(draft: Draft, { unit: number }: EventOf<'unit-left'>): void {
  const unit = draft.units[number]
  if (unit?.state === 'running') waitAgain(draft, unit)
}

/** Units whose wait is over may start again. */
export function retryUnits(draft: Draft, { at }: EventOf<'retry-due'>): void {
  for (const { unit, state, retryAt } of draft.units) {
    if (state === 'retrying' && retryAt !== null && retryAt <= at) draft.setUnit(unit, { state: 'waiting', retryAt: null })
  }
}

/** Partitions that wait again are tried by this unit, after the wait of the dataset's policy. */
function closeUnit(draft: Draft, unit: UnitState, at: number): void {
  const items = unit.items.filter((index) => draft.items[index]?.state === 'waiting')
  const { retry } = draft.frame.policies.get(unit.dataset) ?? defaultRunPolicy
  const again = items.length > 0
  const retryAt = again ? at + (retry?.waitSeconds ?? 0) * 1000 : null
  draft.setUnit(unit.unit, { items, state: again ? 'retrying' : 'ended', run: null, retryAt })
}

function inFlight({ items }: Draft, unit: UnitState): { index: number; dataset: string; dt: string }[] {
  return unit.items.flatMap((index) => {
    const item = items[index]
    return item?.state === 'running' ? [{ index, dataset: item.dataset, dt: item.dt }] : []
  })
}

const NO_RESULT: ErrorData = {
  code: 'internal',
  message: 'The run ended without saying what became of this partition.',
  retriable: true,
  hint: 'Run it again; the table shows what it holds.'
}
