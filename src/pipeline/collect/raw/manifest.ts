import { z } from 'zod'

/** One kept answer: bytes [at, at + bytes) of the unpacked gzip member [offset, offset + packed) of `file`. */
const keptAnswer = z.object({
  kind: z.literal('answer'),
  /** Counts up within the collection. */
  n: z.number().int(),
  question: z.string(),
  page: z.number().int(),
  status: z.number().int(),
  contentType: z.string().optional(),
  /** Secrets are hidden in it, as in the kept bytes. */
  request: z.record(z.string(), z.unknown()),
  file: z.string(),
  offset: z.number().int(),
  packed: z.number().int(),
  at: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  rows: z.number().int(),
  /** When it came, ISO 8601. */
  came: z.string()
})
export type KeptAnswer = z.infer<typeof keptAnswer>

/** A question that was answered whole, by these answers in this order. */
const keptQuestion = z.object({
  kind: z.literal('question'),
  question: z.string(),
  /** Of the fan-out. */
  values: z.record(z.string(), z.string()),
  answers: z.array(z.number().int()),
  rows: z.number().int()
})
export type KeptQuestion = z.infer<typeof keptQuestion>

const line = z.discriminatedUnion('kind', [keptAnswer, keptQuestion])
export type ManifestLine = z.infer<typeof line>

/** `begun.json`: what a collection was begun for. `questions` names all its questions at once. */
export const begunFile = z.object({
  format: z.literal(1),
  id: z.string(),
  questions: z.string(),
  begun: z.number(),
  /** When it was last gone on with; both in ms since the epoch. */
  opened: z.number(),
  /** What broke it off; absent while it is asked and after a kill. */
  ended: z.object({ code: z.string(), at: z.number() }).optional()
})
export type BegunFile = z.infer<typeof begunFile>

/** `done.json`: every question of the window is answered; `order` is that of the rows. */
export const doneFile = z.object({
  format: z.literal(1),
  id: z.string(),
  done: z.number(),
  /** Names what was asked; what was asked otherwise is no answer to it. */
  asked: z.string(),
  rows: z.number().int(),
  order: z.array(z.string())
})
export type DoneFile = z.infer<typeof doneFile>

/** The lines of a manifest up to the first that cannot be read, and how many bytes those are: a kill tears the last line only. */
export function parseManifest(bytes: Buffer): { lines: ManifestLine[]; good: number } {
  const lines: ManifestLine[] = []
  let good = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, good)) {
    const parsed = readLine(bytes.toString('utf8', good, end))
    if (parsed === undefined) break
    lines.push(parsed)
    good = end + 1
  }
  return { lines, good }
}

function readLine(text: string): ManifestLine | undefined {
  try {
    return line.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
