import { checkGrowth, defaultLimits } from '../unpack/limits'
import { unpack, type Container, type Unpacked } from '../unpack/unpack'
import { readSource, type SourceFile } from '../source/source-file'

/** Bytes of one file, as many as are looked at. */
export interface Sample {
  name: string
  member: string | undefined
  file: SourceFile
  container: Container
  /** Size unpacked; estimated where the file was not read to its end. */
  bytes: number
  /** Content from the start, in the file's own encoding. */
  head: Buffer
  /** Lines from further in, whole ones. */
  blocks: Buffer[]
  complete: boolean
}

export interface SampleContext {
  scratch: string
  signal: AbortSignal
  pattern: string | undefined
  read: (bytes: number) => void
}

/** Files up to this size (unpacked, all together) are looked at as a whole. */
const BUDGET = 64 * 2 ** 20
const LEAST_PER_FILE = 1 << 20
const MEMBER_BUDGET = 8 << 20

/** Reads the beginnings of files and archive members: everything of small sources, and some blocks further in of large ones. */
export async function takeSamples(files: readonly SourceFile[], context: SampleContext): Promise<Sample[]> {
  const samples: Sample[] = []
  const budget = { left: BUDGET, perFile: Math.max(LEAST_PER_FILE, Math.floor(BUDGET / files.length)) }
  for (const file of files) {
    const packed = { read: 0 }
    const bytes = counted(file, packed, context)
    const options = { pattern: context.pattern, limits: defaultLimits, scratch: context.scratch, signal: context.signal }
    for await (const content of unpack(file, bytes, options)) {
      const inArchive = content.member !== undefined
      const allowed = Math.max(0, Math.min(budget.left, inArchive ? MEMBER_BUDGET : budget.perFile))
      const sample = await takeSample(file, content, allowed, packed, context)
      budget.left -= sample.head.length
      samples.push(sample)
    }
    await bytes.return()
  }
  return samples
}

async function takeSample(
  file: SourceFile,
  content: Unpacked,
  allowed: number,
  packed: { read: number },
  context: SampleContext
): Promise<Sample> {
  const { chunks, length, complete } = await takeHead(content, allowed)
  checkGrowth(content.name, file.bytes, length, defaultLimits)
  const grown = length * (file.bytes / Math.max(1, packed.read))
  const plain = content.container === 'none' && !complete
  return {
    name: content.name,
    member: content.member,
    file,
    container: content.container,
    bytes: complete ? length : (content.bytes ?? Math.max(length, Math.round(grown))),
    head: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
    blocks: plain ? await blocksFurtherIn(file, length, context.signal) : [],
    complete
  }
}

async function takeHead(content: Unpacked, allowed: number): Promise<{ chunks: Buffer[]; length: number; complete: boolean }> {
  const chunks: Buffer[] = []
  let length = 0
  if (allowed === 0) return { chunks, length, complete: false }
  for await (const chunk of content.content) {
    chunks.push(chunk.subarray(0, allowed - length))
    length += chunk.length
    if (length > allowed) return { chunks, length: allowed, complete: false }
  }
  return { chunks, length, complete: true }
}

async function* counted(
  file: SourceFile,
  packed: { read: number },
  context: SampleContext
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of readSource(file, context.signal)) {
    packed.read += chunk.length
    context.read(chunk.length)
    yield chunk
  }
}

/** Whole lines at a quarter, half, three quarters and the end of what the head leaves out. */
async function blocksFurtherIn(file: SourceFile, from: number, signal: AbortSignal): Promise<Buffer[]> {
  const blocks: Buffer[] = []
  for (const part of [0.25, 0.5, 0.75, 1]) {
    const start = Math.max(from, Math.floor(from + (file.bytes - from) * part) - LEAST_PER_FILE)
    for await (const chunk of readSource(file, signal, start)) {
      blocks.push(chunk.subarray(chunk.indexOf(10) + 1, chunk.lastIndexOf(10) + 1))
      break
    }
  }
  return blocks
}
