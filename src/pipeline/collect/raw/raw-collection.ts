import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { readTextIfExists, syncFolder, writeFileAtomic } from '../../lib/atomic-file'
import { planted } from '../../lib/plant'
import { GroupWriter, sha256, type NewAnswer } from './group-writer'
import { begunFile, doneFile, parseManifest, type BegunFile, type DoneFile, type KeptAnswer, type KeptQuestion } from './manifest'

const unpack = promisify(gunzip)

/** An answer as it was kept. */
export interface KeptBody {
  answer: KeptAnswer
  body: Buffer
}

/** What one collection of one window kept: answers packed one after the other, a manifest that names them, `begun.json`, `done.json`. */
export class RawCollection {
  readonly #answers = new Map<number, KeptAnswer>()
  readonly #questions = new Map<string, KeptQuestion>()
  #next = 0
  #end = 0
  #manifestBytes = 0
  #writer: GroupWriter | undefined
  #reader: Promise<FileHandle> | undefined
  #last: { offset: number; bytes: Buffer } | undefined

  private constructor(
    readonly folder: string,
    readonly file: string,
    readonly begun?: BegunFile
  ) {}

  /** What is there; nothing is made. */
  static async read(folder: string, format: string, begun?: BegunFile): Promise<RawCollection> {
    const collection = new RawCollection(folder, `answers.${format}.gz`, begun)
    const bytes = await readFile(join(folder, 'manifest.jsonl')).catch(() => Buffer.alloc(0))
    const { lines, good } = parseManifest(bytes)
    collection.#manifestBytes = good
    for (const line of lines) {
      if (line.kind === 'question') collection.#questions.set(line.question, line)
      else {
        collection.#answers.set(line.n, line)
        collection.#next = Math.max(collection.#next, line.n + 1)
        if (line.file === collection.file) collection.#end = Math.max(collection.#end, line.offset + line.packed)
      }
    }
    return collection
  }

  /** Ready to keep answers; made, durably, where it was not there. */
  static async open(folder: string, format: string, begun: BegunFile): Promise<RawCollection> {
    await mkdir(folder, { recursive: true })
    const collection = await RawCollection.read(folder, format, begun)
    await collection.#writeBegun(begun)
    collection.#writer = await GroupWriter.open(folder, collection.file, collection.#end, collection.#manifestBytes)
    await syncFolder(folder)
    return collection
  }

  question(key: string): KeptQuestion | undefined {
    return this.#questions.get(key)
  }

  /** Every answer of a question as it was kept; undefined where one is gone or is not as it was. */
  async bodies({ answers }: KeptQuestion): Promise<KeptBody[] | undefined> {
    const bodies: KeptBody[] = []
    for (const n of answers) {
      const answer = this.#answers.get(n)
      const body = answer === undefined ? undefined : await this.#bodyOf(answer)
      if (answer === undefined || body === undefined) return undefined
      bodies.push({ answer, body })
    }
    return bodies
  }

  /** Keeps an answer and returns its number; it is durable after `flush`. */
  async keep(body: Buffer, answer: Omit<NewAnswer, 'n'>): Promise<number> {
    const n = this.#next
    this.#next += 1
    await this.#writer?.keep(body, { n, ...answer })
    return n
  }

  answered(question: KeptQuestion): void {
    this.#writer?.answered(question)
  }

  async flush(): Promise<void> {
    await this.#writer?.flush()
  }

  async done(done: DoneFile): Promise<void> {
    await this.flush()
    await writeFileAtomic(join(this.folder, 'done.json'), JSON.stringify(done))
  }

  /** Says what broke it off, once everything that came is durable. */
  async brokenOff(code: string, at: number): Promise<void> {
    await this.flush()
    if (this.begun !== undefined) await this.#writeBegun({ ...this.begun, ended: { code, at } })
  }

  #writeBegun(begun: BegunFile): Promise<void> {
    return writeFileAtomic(join(this.folder, 'begun.json'), JSON.stringify(begun))
  }

  async close(): Promise<void> {
    await this.#writer?.close()
    await this.#reader?.then(
      (handle) => handle.close(),
      () => undefined
    )
    this.#writer = undefined
    this.#reader = undefined
  }

  async #bodyOf({ file, offset, packed, at, bytes, sha256: hash }: KeptAnswer): Promise<Buffer | undefined> {
    try {
      if (this.#last?.offset !== offset) {
        // Several questions may look for their answers at once: one handle for all of them.
        this.#reader ??= open(join(this.folder, file), 'r')
        const handle = await this.#reader
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(packed), 0, packed, offset)
        this.#last = { offset, bytes: await unpack(buffer.subarray(0, bytesRead)) }
      }
      const body = this.#last.bytes.subarray(at, at + bytes)
      return sha256(body) === hash || planted('raw-unchecked') ? body : undefined
    } catch {
      return undefined
    }
  }
}

export const readBegun = async (folder: string): Promise<BegunFile | undefined> =>
  readJson(join(folder, 'begun.json'), (value) => begunFile.parse(value))
export const readDone = async (folder: string): Promise<DoneFile | undefined> =>
  readJson(join(folder, 'done.json'), (value) => doneFile.parse(value))

async function readJson<T>(path: string, parse: (value: unknown) => T): Promise<T | undefined> {
  const text = await readTextIfExists(path)
  try {
    return text === undefined ? undefined : parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
