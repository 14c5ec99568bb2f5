import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { safeName } from '../raw/find-collection'
import type { RawCollection } from '../raw/raw-collection'
import type { IntervalWindow } from '../../load/worker-api'
import type { Question } from './questions'

/** A window under way: its questions, what was kept of them, and the file of its rows, which are in the order of the questions. */
export class WindowWork {
  rows = 0
  requests = 0
  #written = 0
  #ended = false
  #next = 0
  readonly #early = new Map<number, string>()
  #file: FileHandle | undefined
  /** Opened and written in one chain, so that two questions that end together do not overtake each other. */
  #chain: Promise<void> = Promise.resolve()
  #wake: (() => void) | undefined

  constructor(
    readonly window: IntervalWindow,
    readonly questions: readonly Question[],
    readonly keys: readonly string[],
    readonly raw: RawCollection
  ) {}

  /** Lines that wait for those of an earlier question. */
  get waiting(): number {
    return this.#early.size
  }

  /** True once, for the first who asks after all rows were written. */
  takeEnd(): boolean {
    const whole = this.#written === this.questions.length && !this.#ended
    this.#ended ||= whole
    return whole
  }

  /** Takes the lines of a question; they are written once all before them are. */
  async put(index: number, lines: string, rows: number, picked: string): Promise<void> {
    this.#early.set(index, lines)
    this.rows += rows
    const ready: string[] = []
    for (let text = this.#early.get(this.#next); text !== undefined; text = this.#early.get(this.#next)) {
      this.#early.delete(this.#next)
      this.#next += 1
      ready.push(text)
    }
    if (ready.length > 0) this.#wake?.()
    const text = ready.join('')
    this.#chain = this.#chain.then(() => this.#append(text, picked))
    await this.#chain
    this.#written += ready.length
  }

  /** Resolves when lines that waited were written. */
  caughtUp(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  async end(id: string, now: number): Promise<void> {
    await this.raw.done({ format: 1, id, done: now, rows: this.rows, order: [...this.keys] })
    await this.close()
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
    await this.raw.close()
  }

  async #append(text: string, picked: string): Promise<void> {
    if (text === '') return
    this.#file ??= await open(join(picked, `${safeName(this.window.id)}.jsonl`), 'w', 0o600)
    await this.#file.appendFile(text)
  }
}
