import type { IntervalWindow } from '../../load/worker-api'
import type { Question } from './questions'
import type { WindowWork } from './window-work'

export interface PlannedWindow {
  window: IntervalWindow
  questions: Question[]
}

/** One question's turn. */
export interface Turn {
  work: WindowWork
  index: number
  question: Question
}

/** So many answered questions may wait for an earlier one before no new one is asked. */
const MAX_AHEAD = 500

/** Hands out the questions of all windows in order; a window is begun with its first question. */
export class Turns {
  readonly begun: WindowWork[] = []
  #window = 0
  #question = 0
  #chain: Promise<unknown> = Promise.resolve()

  constructor(
    readonly planned: readonly PlannedWindow[],
    readonly begin: (window: PlannedWindow) => Promise<WindowWork>,
    /** Resolves once nothing more shall be asked. */
    readonly stopped: Promise<unknown>
  ) {}

  /** Undefined after the last; one caller at a time is served. */
  next(): Promise<Turn | undefined> {
    const turn = this.#chain.then(() => this.#take())
    this.#chain = turn.catch(() => undefined)
    return turn
  }

  async #take(): Promise<Turn | undefined> {
    const planned = this.planned[this.#window]
    if (planned === undefined) return undefined
    this.begun[this.#window] ??= await this.begin(planned)
    const work = this.begun[this.#window]
    const index = this.#question
    const question = planned.questions[index]
    if (work === undefined || question === undefined) {
      this.#window += 1
      this.#question = 0
      return this.#take()
    }
    if (work.waiting > MAX_AHEAD) await Promise.race([work.caughtUp(), this.stopped])
    this.#question += 1
    return { work, index, question }
  }
}
