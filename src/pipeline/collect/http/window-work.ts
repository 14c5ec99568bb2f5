import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { safeName } from '../raw/find-collection'
import type { RawCollection } from '../raw/raw-collection'
import type { IntervalWindow } from '../../load/worker-api'
import type { Question } from './questions'

/** Written at once. */
const WRITE_CHARACTERS = 262_144

/** A window under way: its questions, what was kept of them, and the file of its rows, which are in the order of the questions. */
export class WindowWork {
  rows = 0
  requests = 0
  #ended = false
  #next = 0
  readonly #early = new Map<number, string>()
  #file: FileHandle | undefined
  #text = ''
  #chain: Promise<void> = Promise.resolve()
  #wake: (() => void) | undefined

  constructor(
    readonly window: IntervalWindow,
    readonly questions: readonly Question[],
    readonly keys: readonly string[],
    readonly raw: RawCollection,
    /** The folder of files of rows. */
    readonly picked: string
  ) {}

  /** Lines that wait for those of an earlier question. */
  get waiting(): number {
    return this.#early.size
  }

  get ended(): boolean {
    return this.#ended
  }

  /** True once, for the first who asks after all rows were written. */
  takeEnd(): boolean {
    const whole = this.#next === this.questions.length && !this.#ended
    this.#ended ||= whole
    return whole
  }

  /** Takes the lines of a question; they are written, many at a time, once all before them are there. */
  async put(index: number, lines: string, rows: number): Promise<void> {
    this.#early.set(index, lines)
    this.rows += rows
    for (let text = this.#early.get(this.#next); text !== undefined; text = this.#early.get(this.#next)) {
      this.#early.delete(this.#next)
      this.#next += 1
      this.#text += text
    }
    this.#wake?.()
    if (this.#text.length >= WRITE_CHARACTERS) await this.#write()
  }

  /** Resolves when lines that waited may have found their place. */
  caughtUp(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  async end(id: string, asked: string, now: number): Promise<void> {
    await this.#write()
    await this.raw.done({ format: 1, id, asked, done: now, rows: this.rows, order: [...this.keys] })
    await this.close()
  }

  async close(): Promise<void> {
    await this.#write()
    await this.#file?.close()
    this.#file = undefined
    await this.raw.close()
  }

  /** Opened and written in one chain, so that two questions that end together do not overtake each other. */
  #write(): Promise<void> {
    const text = this.#text
    this.#text = ''
    if (text !== '') {
      this.#chain = this.#chain.then(async () => {
        this.#file ??= await open(join(this.picked, `${safeName(this.window.id)}.jsonl`), 'w', 0o600)
        await this.#file.appendFile(text)
      })
    }
    return this.#chain
  }
}
