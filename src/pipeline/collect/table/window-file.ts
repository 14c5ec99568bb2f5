import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import { planted } from '../../lib/plant'
import type { CellKind } from './column-reading'
import { CsvWriter, valuesFrom } from './csv-writer'

const compress = promisify(zstdCompress)
/** Less than half the time of gzip, and smaller. Each piece is a frame of its own, with a checksum. */
const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } }
/** Bytes that may wait to be written before the server is asked to wait. */
const MOST_WAITING = 16 << 20

interface Mark {
  rows: number
  bytes: number
  zeroDates: number[]
  /** Frames of the compressed file once everything before is written. */
  packed: Promise<Packed>
}

/** The compressed file so far: where it ends, and how many frames it has. */
interface Packed {
  end: number
  count: number
}

/**
 * Rows of one window on their way into two files: plain CSV to be staged, and compressed to be kept. What a chunk wrote counts once it is
 * committed; a chunk that broke is taken back.
 */
export class WindowFile {
  private readonly csv: CsvWriter
  private bytes = 0
  private waiting = 0
  private streaming = false
  private held = false
  private written: Promise<unknown> = Promise.resolve()
  private packed: Promise<Packed> = Promise.resolve({ end: 0, count: 0 })
  /** Bytes of each frame. */
  private readonly frames: number[] = []
  private mark: Mark
  private lastRow: { from: Buffer; start: number; end: number } | undefined

  private constructor(
    private readonly plain: FileHandle,
    private readonly kept: FileHandle,
    private readonly kinds: readonly CellKind[],
    fields: readonly string[],
    /** Told whether the server should wait, and when it should go on. */
    private readonly hold: (on: boolean) => void
  ) {
    this.csv = new CsvWriter(kinds, (piece) => this.write(piece))
    this.csv.header(fields)
    this.csv.flush()
    this.mark = this.here()
  }

  static async open(
    paths: { plain: string; kept: string },
    kinds: readonly CellKind[],
    fields: readonly string[],
    hold: (on: boolean) => void
  ): Promise<WindowFile> {
    const plain = await open(paths.plain, 'w')
    return new WindowFile(plain, await open(paths.kept, 'w+'), kinds, fields, hold)
  }

  get rows(): number {
    return this.csv.rows
  }

  get size(): number {
    return this.bytes
  }

  get zeroDates(): readonly number[] {
    return this.csv.zeroDates
  }

  readonly row = (from: Buffer, start: number, end: number): void => {
    this.streaming = true
    this.csv.row(from, start, end)
    this.lastRow = { from, start, end }
  }

  /** The key values of the chunk's last row; undefined where it had none. */
  lastKey(): (string | null)[] | undefined {
    if (this.lastRow === undefined) return undefined
    const { from, start, end } = this.lastRow
    return valuesFrom(from, start, end, this.kinds.length)
  }

  /** Waits where much is unwritten: mysql2 loses a statement that is begun on a connection that is held. */
  async commit(): Promise<void> {
    this.streaming = false
    this.csv.flush()
    this.lastRow = undefined
    this.mark = this.here()
    while (this.waiting > MOST_WAITING) await this.packed
  }

  /** As it was after the last chunk that was committed. */
  async takeBack(): Promise<void> {
    if (planted('half-chunk-stays')) return this.commit()
    this.csv.discard(this.mark)
    this.lastRow = undefined
    this.streaming = false
    this.held = false
    await Promise.all([this.written, this.packed])
    this.bytes = this.mark.bytes
    this.packed = this.mark.packed
    await this.plain.truncate(this.mark.bytes)
    await this.kept.truncate((await this.mark.packed).end)
  }

  /** Everything is on disk. Answers the hash and sizes of the compressed file. */
  async end(): Promise<{ sha256: string; bytes: number; frames: number[] }> {
    this.csv.flush()
    await this.written
    const { end, count } = await this.packed
    await this.kept.datasync()
    return { sha256: await this.hash(), bytes: end, frames: this.frames.slice(0, count) }
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.written, this.packed])
    await this.plain.close()
    await this.kept.close()
  }

  private here(): Mark {
    return { rows: this.csv.rows, zeroDates: [...this.csv.zeroDates], bytes: this.bytes, packed: this.packed }
  }

  private write(piece: Buffer): void {
    const at = this.bytes
    this.bytes += piece.length
    this.wait(piece.length)
    const plain = writeWhole(this.plain, piece, at)
    const member = compress(piece, PACKING)
    const before = this.packed
    this.packed = Promise.all([before, member]).then(async ([{ end, count }, packed]) => {
      await writeWhole(this.kept, packed, end)
      this.wait(-piece.length)
      this.frames[count] = packed.length
      return { end: end + packed.length, count: count + 1 }
    })
    this.written = Promise.all([this.written, plain])
    // What went wrong is told by whoever waits for the end.
    this.packed.catch(() => undefined)
    this.written.catch(() => undefined)
  }

  private wait(bytes: number): void {
    this.waiting += bytes
    const held = this.waiting > MOST_WAITING && (this.streaming || this.held)
    if (held !== this.held) this.hold(held)
    this.held = held
  }

  private async hash(): Promise<string> {
    const hash = createHash('sha256')
    for await (const piece of this.kept.createReadStream({ start: 0, autoClose: false })) hash.update(piece as Buffer)
    return hash.digest('hex')
  }
}

/** A full disk may take a part of what it is given, without an error. */
export async function writeWhole(file: Pick<FileHandle, 'write'>, bytes: Buffer, at: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
