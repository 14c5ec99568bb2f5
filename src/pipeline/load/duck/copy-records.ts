import { open, type FileHandle } from 'node:fs/promises'

const FLUSH_AT = 1024 * 1024
const LF = Buffer.from([10])

/** Writes records one after another, each ended by a line feed, in large pieces. */
export class RecordWriter {
  private pieces: Buffer[] = []
  private pending = 0

  private constructor(private readonly file: FileHandle) {}

  static async create(path: string): Promise<RecordWriter> {
    return new RecordWriter(await open(path, 'w', 0o600))
  }

  /** Copies the bytes; `flush` must be awaited now and then. */
  add(record: Uint8Array): void {
    this.pieces.push(Buffer.from(record), LF)
    this.pending += record.length + 1
  }

  async flush(always = false): Promise<void> {
    if (this.pending === 0 || (!always && this.pending < FLUSH_AT)) return
    const bytes = Buffer.concat(this.pieces)
    this.pieces = []
    this.pending = 0
    await this.file.write(bytes)
  }

  async close(): Promise<void> {
    await this.flush(true)
    await this.file.close()
  }
}
