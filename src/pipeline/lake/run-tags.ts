import { parseJson } from './file-stats'
import type { IntervalRows, MadeFrom, TableFile } from './types'

const TAG = { intervals: 'penstock.intervals', from: 'penstock.from', query: 'penstock.query' } as const

type RunTags = Pick<TableFile, 'intervals' | 'madeFrom' | 'query'>

/** What a file's tags say of the intervals that its partition holds and of what it was made from; left out where others wrote them. */
export function readRunTags(tag: (name: string) => string | undefined): RunTags {
  const intervals = readIntervals(tag(TAG.intervals))
  const madeFrom = readMadeFrom(tag(TAG.from))
  const query = tag(TAG.query)
  return {
    ...(intervals === undefined ? {} : { intervals }),
    ...(madeFrom === undefined ? {} : { madeFrom }),
    ...(query === undefined ? {} : { query })
  }
}

/** The tags as text; `penstock.from` is `[[dataset, [[dt, version, digest | null], …]], …]`. */
export function runTagsOf({ intervals, madeFrom, query }: RunTags): Record<string, string | undefined> {
  return {
    [TAG.intervals]: intervals && JSON.stringify(intervals),
    [TAG.from]: madeFrom && JSON.stringify(byDataset(madeFrom)),
    [TAG.query]: query
  }
}

/** Files that stay, of which something else is said now: what they were made from, or by which query. */
export function saidAnew(before: readonly TableFile[], files: readonly TableFile[]): TableFile[] {
  const old = new Map(before.map((file) => [file.path, file]))
  return files.filter((file) => {
    const known = old.get(file.path)
    return known !== undefined && known !== file && wordsOf(known) !== wordsOf(file)
  })
}

const wordsOf = (file: TableFile): string => JSON.stringify(runTagsOf(file))

function byDataset(madeFrom: readonly MadeFrom[]): unknown {
  const groups = Map.groupBy(madeFrom, ({ dataset }) => dataset)
  return [...groups].map(([dataset, parts]) => [dataset, parts.map(({ dt, version, digest }) => [dt, version, digest ?? null])])
}

/** By hand, not by zod: opening a table reads one of these for each of its files. */
function readIntervals(text: string | undefined): IntervalRows | undefined {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.values(value).every(Number.isSafeInteger) ? (value as IntervalRows) : undefined
}

/** Partitions that were made together from a whole table name the same inputs, in the same words: read once. */
let lastFrom: { text: string; madeFrom: MadeFrom[] | undefined } | undefined

function readMadeFrom(text: string | undefined): MadeFrom[] | undefined {
  if (text === undefined) return undefined
  if (lastFrom?.text !== text) lastFrom = { text, madeFrom: parseMadeFrom(parseJson(text)) }
  return lastFrom.madeFrom
}

function parseMadeFrom(value: unknown): MadeFrom[] | undefined {
  if (!Array.isArray(value)) return undefined
  const found: MadeFrom[] = []
  for (const group of value as unknown[]) {
    if (!isPair(group)) return undefined
    const [dataset, parts] = group
    for (const part of parts) {
      const [dt, version, digest] = Array.isArray(part) ? (part as unknown[]) : []
      if (typeof dt !== 'string' || typeof version !== 'number') return undefined
      found.push({ dataset, dt, version, digest: typeof digest === 'string' ? digest : undefined })
    }
  }
  return found
}

const isPair = (value: unknown): value is [string, unknown[]] =>
  Array.isArray(value) && typeof value[0] === 'string' && Array.isArray(value[1])
