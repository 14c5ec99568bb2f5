import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { wrapSystemError, type AppError } from '../../lib/errors'
import type { KeptAnswer, KeptQuestion } from './manifest'

const pack = promisify(gzip)

/** What is known of an answer before it has a place in the file. */
export type NewAnswer = Omit<KeptAnswer, 'kind' | 'file' | 'offset' | 'packed' | 'at' | 'bytes' | 'sha256'>
type Pending = { body: Buffer; answer: NewAnswer } | KeptQuestion

/** A group is written once it has so many bytes, or its first answer has waited so long: what a kill can cost. */
const GROUP_BYTES = 2 ** 20
const GROUP_MS = 100
/** So much waits unwritten at most. */
const MAX_WAITING_BYTES = 16 * 2 ** 20

/**
 * Appends answers and what they answer, many at a time: a group is packed as one gzip member, made durable, and only then named in the
 * manifest. What comes while a group is written is the next group.
 */
export class GroupWriter {
  #waiting: Pending[] = []
  #waitingBytes = 0
  #running: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #failure: AppError | undefined

  constructor(
    readonly answers: FileHandle,
    readonly manifest: FileHandle,
    readonly file: string,
    public offset: number,
    public manifestBytes: number
  ) {}

  static async open(folder: string, file: string, offset: number, manifestBytes: number): Promise<GroupWriter> {
    const answers = await open(`${folder}/${file}`, 'a+', 0o600)
    const manifest = await open(`${folder}/manifest.jsonl`, 'a+', 0o600)
    // What a kill left behind the last line that counts is overwritten.
    await answers.truncate(offset)
    await manifest.truncate(manifestBytes)
    return new GroupWriter(answers, manifest, file, offset, manifestBytes)
  }

  /** Waits only where much is unwritten. */
  async keep(body: Buffer, answer: NewAnswer): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    this.#waitingBytes += body.length
    this.#add({ body, answer })
    if (this.#waitingBytes > MAX_WAITING_BYTES) await this.flush()
  }

  answered(question: KeptQuestion): void {
    this.#add(question)
  }

  /** Everything that came so far is durable. Rejects with what writing failed by. */
  async flush(): Promise<void> {
    while (this.#running !== undefined || this.#waiting.length > 0) await (this.#running ?? this.#start())
    if (this.#failure !== undefined) throw this.#failure
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.answers.close()
    await this.manifest.close()
  }

  #add(pending: Pending): void {
    this.#waiting.push(pending)
    if (this.#waitingBytes >= GROUP_BYTES) void this.#start()
    else this.#timer ??= setTimeout(() => void this.#start(), GROUP_MS)
  }

  /** Never rejects; `flush` tells what failed. */
  #start(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#failure !== undefined) this.#waiting = []
    if (this.#waiting.length === 0) return Promise.resolve()
    this.#running ??= this.#writeGroup()
      .catch((error: unknown) => {
        this.#failure = wrapSystemError(error)
      })
      .finally(() => {
        this.#running = undefined
        if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => void this.#start(), GROUP_MS)
      })
    return this.#running
  }

  async #writeGroup(): Promise<void> {
    const group = this.#waiting
    this.#waiting = []
    this.#waitingBytes = 0
    const bodies = group.flatMap((item) => ('body' in item ? [item.body] : []))
    const packed = bodies.length === 0 ? undefined : await pack(Buffer.concat(bodies), { level: 1 })
    if (packed !== undefined) {
      await this.answers.appendFile(packed)
      await this.answers.datasync()
    }
    const text = this.#linesOf(group, packed?.length ?? 0)
    await this.manifest.appendFile(text)
    await this.manifest.datasync()
    this.offset += packed?.length ?? 0
    this.manifestBytes += Buffer.byteLength(text)
  }

  #linesOf(group: Pending[], packed: number): string {
    let at = 0
    const lines = group.map((item) => {
      if (!('body' in item)) return JSON.stringify(item)
      const { body, answer } = item
      const place = { file: this.file, offset: this.offset, packed, at, bytes: body.length, sha256: sha256(body) }
      at += body.length
      return JSON.stringify({ kind: 'answer', ...answer, ...place } satisfies KeptAnswer)
    })
    return `${lines.join('\n')}\n`
  }
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
