import { join } from 'node:path'
import type { SourcedSpec } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { RecordWriter } from './copy-records'
import type { PartContext } from './csv-parts'
import { dialectOf } from './csv-grammar'
import type { BadRecord } from './csv-scan'
import type { SourcePart, SpoolFile } from './parts'
import { walkRecords } from './records'
import { headersOf, strangerError } from './stranger'

/** Fields of another table that are named where it is refused. */
const MAX_NAMED = 20

/** Lines as they lie: no delimiter, no quotes. */
export const lineDialect = dialectOf('', '')

/**
 * Turns JSON lines into CSV with one column per key that the dataset reads; lines that are no JSON object are bad records.
 * Throws `schema.breaking` where no line has a single one of those keys.
 */
export async function jsonPart(file: SpoolFile, index: number, spec: SourcedSpec, context: PartContext): Promise<SourcePart> {
  const keys = headersOf(spec)
  const path = join(context.scratch, `records-${index}.csv`)
  const writer = await RecordWriter.create(path)
  const bad: BadRecord[] = []
  let rows = 0
  let multiLine = false
  let known = keys.length === 0
  const strange = new Set<string>()
  await walkRecords(file.path, lineDialect, {
    record: ({ start, end, line, fault }, bytes, from, to) => {
      const read =
        fault === undefined ? readObject(bytes.toString('utf8', from, to)) : { error: 'The line is longer than 2,000,000 bytes.' }
      if ('error' in read) {
        bad.push({ start, end, line, fault: fault ?? 'row.json', message: read.error })
        return
      }
      known ||= keys.some((key) => read.fields.has(key))
      if (!known) for (const name of [...read.fields.keys()].slice(0, MAX_NAMED - strange.size)) strange.add(name)
      // The last cell is never empty, so that a row of nulls is no empty line.
      const text = [...keys.map((key) => csvCell(read.fields.get(key))), '1'].join(',')
      if (text.includes('\n') || text.includes('\r')) multiLine = true
      writer.add(Buffer.from(text))
      rows++
    },
    pause: async (bytesRead) => {
      throwIfAborted(context.signal)
      context.progress(bytesRead)
      await writer.flush()
    }
  })
  await writer.close()
  if (rows > 0 && !known) throw strangerError(spec, file.name, [...strange])
  const dialect = dialectOf(',', '"')
  return { file, path, skip: 0, width: keys.length + 1, header: keys, rows, bad, newline: '\\n', parallel: !multiLine, dialect }
}

/** Where a number could lose digits or its exponent on the way through a double, its own text is kept. */
const delicate = /[\d.]{16,}|\d[eE]/

/** The object's own keys with their values as text; null for JSON null; objects and lists as JSON. */
export function readObject(line: string): { fields: Map<string, string | null> } | { error: string } {
  try {
    const value: unknown = delicate.test(line) ? JSON.parse(line, keepNumberText) : JSON.parse(line)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { error: 'The line is no JSON object.' }
    const fields = new Map(Object.entries(value).map(([key, item]) => [key, textOf(item)]))
    const unfit = [...fields].find(([, text]) => text !== null && (text.includes('\0') || !text.isWellFormed()))
    return unfit === undefined ? { fields } : { error: `The text of "${unfit[0]}" holds a NUL or half a character.` }
  } catch (error) {
    return { error: `The line is no JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

class NumberText {
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return Number(this.text)
  }
}

/** `context.source` is the number as it was written (a later addition to JSON.parse than the type library knows). */
function keepNumberText(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? new NumberText(context.source) : value
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof NumberText) return value.text
  return JSON.stringify(value)
}

const csvCell = (value: string | null | undefined): string =>
  value === null || value === undefined ? '' : `"${value.replaceAll('"', '""')}"`
