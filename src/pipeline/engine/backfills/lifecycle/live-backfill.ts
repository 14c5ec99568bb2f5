import { setTimeout as delay } from 'node:timers/promises'
import { backfillEnds, type Backfill, type BackfillItem, type ErrorData } from '../../../contract'
import { toInstant } from '../../../lib/clock'
import { omit } from '../../../lib/omit'
import { applyAll, progressOf, type Execution, type ExecutionEvent } from '../../../runs/execution'
import { summaryOf } from '../../../store'
import type { Services } from '../../services'
import { WRITE_POLL_MS } from '../../until-written'
import type { FilesOfPlan } from '../plan/planned-files'

/** A backfill that is not over: its state machine, what is in flight, and the record that is kept of it. */
export class LiveBackfill {
  /** Stops each unit that is in flight. */
  readonly stops = new Map<number, AbortController>()
  /** The engine is closing: what is stopped now goes on at the next start. */
  closing = false
  /** An earlier engine left it, and nobody is at work on it. */
  resting = false
  /** The last attempt to write down what happened went wrong. */
  unwritten = false
  private wakers: (() => void)[] = []
  /** What units wait for that comes by itself. */
  private readonly heldUp = new Map<number, ErrorData>()
  /** Positions of items that changed since they were last written down. */
  private readonly unsaved = new Set<number>()

  constructor(
    private readonly services: Services,
    public record: Backfill,
    public execution: Execution,
    /** What its units have to find. */
    readonly files: FilesOfPlan | undefined
  ) {}

  get id(): string {
    return this.record.id
  }

  /** Takes events in order; resolves once what they changed is durable. */
  async apply(...events: readonly ExecutionEvent[]): Promise<void> {
    const before = this.execution
    this.execution = applyAll(before, events)
    const changed = changedPositions(before.items, this.execution.items)
    if (changed.length === 0 && before.state === this.execution.state) return
    for (const position of changed) this.unsaved.add(position)
    this.record = { ...this.record, ...this.facts() }
    const record = this.told()
    this.wake()
    await this.save()
    // What windows are told has happened stays so, whatever happens to the engine.
    this.services.events.emit('backfill', summaryOf(record))
  }

  /** Whether everything that happened is durable by now; tries to make it so. */
  async settled(): Promise<boolean> {
    const late = this.unwritten
    try {
      await this.save()
      if (late) this.services.events.emit('backfill', summaryOf(this.record))
      return true
    } catch {
      return false
    }
  }

  /** Tries until everything that happened is durable, or the engine closes. */
  async untilSettled(): Promise<void> {
    while (!this.closing && !(await this.settled())) await delay(WRITE_POLL_MS)
  }

  /** A line for people, with its time; kept with the next change. */
  say(text: string): void {
    this.record = { ...this.record, log: [...this.record.log, { at: toInstant(this.services.clock.now()), text }] }
  }

  /** Tells that nothing can be written down now; over with the next change that is kept. */
  waitFor(waitsFor: ErrorData): void {
    this.record = { ...this.record, waitsFor }
    this.services.events.emit('backfill', summaryOf(this.record))
  }

  /** Tells that a unit waits for something that comes by itself; undefined: no longer. */
  holdUp(unit: number, waitsFor: ErrorData | undefined): void {
    if (waitsFor === undefined) this.heldUp.delete(unit)
    else this.heldUp.set(unit, waitsFor)
    this.record = this.told()
    this.services.events.emit('backfill', summaryOf(this.record))
  }

  /** The job that is at work on it; kept with the next change. */
  workAs(job: string): void {
    this.record = { ...this.record, job }
  }

  /** What is in flight is stopped, what waits stays as it is: the next engine goes on with it. */
  close(): void {
    this.closing = true
    this.wake()
  }

  /** Resolves at the next change. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.wakers.push(resolve))
  }

  /** The record once all is written down: what units wait for is not kept, as no unit outlives its engine. */
  private told(): Backfill {
    const record = omit(this.record, 'waitsFor')
    const [waitsFor] = this.heldUp.values()
    return waitsFor === undefined ? record : { ...record, waitsFor }
  }

  private facts(): Pick<Backfill, 'state' | 'items' | 'finished' | 'total' | 'finishedAt' | 'error'> {
    const { state, items, error } = this.execution
    return {
      ...{ state, items: [...items], ...progressOf(this.execution) },
      finishedAt: backfillEnds.includes(state) ? toInstant(this.services.clock.now()) : null,
      ...(error === undefined ? {} : { error })
    }
  }

  /** What could not be saved is saved with the next change. */
  private async save(): Promise<void> {
    const positions = [...this.unsaved]
    this.unsaved.clear()
    const items = new Map(positions.flatMap((position) => entryOf(position, this.record.items[position])))
    try {
      await this.services.state.backfills.save(omit(this.record, 'waitsFor'), items)
      this.record = this.told()
      this.unwritten = false
    } catch (error) {
      this.unwritten = true
      for (const position of positions) this.unsaved.add(position)
      throw error
    }
  }

  private wake(): void {
    this.markInFlight()
    const wakers = this.wakers
    this.wakers = []
    for (const wake of wakers) wake()
  }

  /** Tells the grid what is being made. */
  markInFlight(): void {
    const byDataset = new Map<string, Map<string, string>>()
    for (const { dataset } of this.execution.items) byDataset.set(dataset, new Map())
    for (const { dataset, dt, state } of this.execution.items) if (state === 'running') byDataset.get(dataset)?.set(dt, this.id)
    for (const [dataset, running] of byDataset) this.services.inFlight.set(dataset, running)
  }
}

const changedPositions = (before: readonly BackfillItem[], after: readonly BackfillItem[]): number[] =>
  after.flatMap((item, position) => (item === before[position] ? [] : [position]))

const entryOf = (position: number, item: BackfillItem | undefined): [number, BackfillItem][] =>
  item === undefined ? [] : [[position, item]]
