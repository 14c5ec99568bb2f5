import type { BackfillItem, ErrorData } from '../../contract'
import { isBad, isFinished, itemKey } from './item-states'
import type { Execution, UnitState } from './types'

/** The next state while it is made: its own copies of what changes, shared by the steps of one event. */
export class Draft {
  readonly frame: Execution['frame']
  state: Execution['state']
  error: ErrorData | undefined
  readonly #items: BackfillItem[]
  readonly #units: UnitState[]
  readonly #open: Map<string, number>

  constructor(from: Execution) {
    this.frame = from.frame
    this.state = from.state
    this.error = from.error
    this.#items = [...from.items]
    this.#units = [...from.units]
    this.#open = new Map(from.open)
  }

  finish(): Execution {
    const { frame, state, error } = this
    return { frame, state, error, items: this.#items, units: this.#units, open: this.#open }
  }

  get items(): readonly BackfillItem[] {
    return this.#items
  }

  get units(): readonly UnitState[] {
    return this.#units
  }

  find(dataset: string, dt: string): number | undefined {
    return this.frame.positions.get(itemKey(dataset, dt))
  }

  /** Changes an item; one that ends badly takes with it what was to be made from it. */
  setItem(index: number, change: Partial<BackfillItem>): void {
    const before = this.#items[index]
    if (before === undefined) return
    const after = { ...before, ...change }
    this.#items[index] = after
    const finished = Number(isFinished(after)) - Number(isFinished(before))
    this.#open.set(after.dataset, (this.#open.get(after.dataset) ?? 0) - finished)
    if (isBad(after) && !isBad(before)) this.#skipDependents(index, after)
  }

  setUnit(number: number, change: Partial<UnitState>): void {
    const before = this.#units[number]
    if (before !== undefined) this.#units[number] = { ...before, ...change }
  }

  /** A unit of its own for one item, at the end of the order. */
  addUnit(dataset: string, index: number): void {
    const unit = this.#units.length
    this.#units.push({ unit, dataset, items: [index], state: 'waiting', run: null, retryAt: null })
    this.setItem(index, { unit, state: 'waiting' })
  }

  #skipDependents(index: number, failed: BackfillItem): void {
    const { dependents, wholeDependents } = this.frame
    for (const dependent of [...(dependents.get(index) ?? []), ...(wholeDependents.get(failed.dataset) ?? [])]) {
      const item = this.#items[dependent]
      if (item === undefined || isFinished(item)) continue
      this.setItem(dependent, { state: 'skipped', error: skippedError(item, failed) })
      this.#leaveUnit(item.unit, dependent)
    }
  }

  #leaveUnit(number: number, index: number): void {
    const unit = this.#units[number]
    if (unit === undefined || unit.state === 'running') return
    const items = unit.items.filter((member) => member !== index)
    this.setUnit(number, items.length === 0 ? { items, state: 'ended', retryAt: null } : { items })
  }
}

function skippedError(item: BackfillItem, failed: BackfillItem): ErrorData {
  return {
    code: failed.error?.code ?? 'cancelled',
    message: `${item.dataset} ${item.dt} was not made, because ${failed.dataset} ${failed.dt} was ${failed.state}.`,
    retriable: false,
    hint: `Make ${failed.dataset} ${failed.dt} first; this follows it.`,
    details: { input: { dataset: failed.dataset, dt: failed.dt, state: failed.state } },
    ...(failed.error === undefined ? {} : { cause: failed.error })
  }
}
