import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dialectOf } from './csv-grammar'
import { walkRecords } from './records'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-records-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface Seen {
  line: number
  start: number
  fields: number
  fault: string | undefined
  text: string
}

async function walk(content: string, delimiter = ',', quote = '"'): Promise<Seen[]> {
  const path = join(folder, 'a.csv')
  await writeFile(path, content)
  const seen: Seen[] = []
  await walkRecords(path, dialectOf(delimiter, quote), {
    record: ({ line, start, fields, fault }, bytes, from, to) =>
      seen.push({ line, start, fields, fault, text: bytes.toString('utf8', from, to) })
  })
  return seen
}

describe('the records of a CSV file', () => {
  it('are the same whatever the size of the pieces in which it is read', async () => {
    // Records of growing length, so that line ends, quotes and doubled quotes fall on every side of a piece's edge.
    const records = Array.from(
      { length: 700 },
      (_, index) => `${index},"${'가""\r\n'.repeat(index * 3)}",${'x'.repeat(index * 7)}`
    )
    const seen = await walk(records.map((record) => `${record}\r\n`).join(''))
    expect(seen.map(({ text }) => text)).toEqual(records)
    let [line, start] = [1, 0]
    for (const [index, record] of seen.entries()) {
      expect(record).toMatchObject({ line, start, fields: 3, fault: undefined })
      line += 1 + index * 3
      start += Buffer.byteLength(records[index] ?? '') + 2
    }
  })

  it('may be divided by a delimiter of several bytes, and by none', async () => {
    const records = Array.from({ length: 300_000 }, (_, index) => `${index}│"한│글"│z`)
    const seen = await walk(records.join('\n'), '│')
    expect(seen).toHaveLength(records.length)
    expect(seen.every(({ fields, fault }) => fields === 3 && fault === undefined)).toBe(true)
    expect((await walk('{"a":1,"b":2}\n', '', '')).map(({ fields }) => fields)).toEqual([1])
  })

  it('with broken quotes in every line are told line by line', async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `${index},"never closed ${index}`)
    const seen = await walk(lines.join('\n'))
    expect(seen.map(({ text }) => text)).toEqual(lines)
    expect(seen.every(({ fault }) => fault === 'row.quote')).toBe(true)
  })
})
