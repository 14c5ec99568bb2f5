import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetSpecInput } from '../../contract'

/** The first dates of January 2024, at most 31. */
export const januaryDays = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `2024-01-${String(index + 1).padStart(2, '0')}`)

/** A dataset of one file for each date, `in/<date>.csv`; every row carries its generation. */
export const daysSpec = (folder: string, change: Partial<DatasetSpecInput> = {}): DatasetSpecInput => ({
  format: 1,
  name: 'daily',
  source: { location: join(folder, 'in'), pattern: '*.csv', pathTemplate: '{day:%Y-%m-%d}.csv', format: 'csv' },
  columns: [
    { name: 'day', source: { path: 'day' }, type: 'date' },
    { name: 'id', source: { header: 'id' }, type: 'integer' },
    { name: 'generation', source: { header: 'generation' }, type: 'integer' }
  ],
  primaryKey: ['day', 'id'],
  partition: { columns: ['day'], grain: 'day' },
  whenEmpty: 'accept',
  ...change
})

/** What follows it: how many rows each date has. */
export const countsSpec = (change: Partial<DatasetSpecInput> = {}): DatasetSpecInput => ({
  format: 1,
  name: 'counts',
  derive: { sql: 'SELECT day, count(*) AS n, max(generation) AS generation FROM daily GROUP BY 1' },
  columns: [],
  primaryKey: ['day'],
  partition: { columns: ['day'], grain: 'day' },
  ...change
})

/** `generation` of all rows, or of each by its id. */
export async function writeDays(
  folder: string,
  days: readonly string[],
  { generation = 1, rows = 40 }: { generation?: number | ((id: number) => number); rows?: number } = {}
): Promise<void> {
  await mkdir(join(folder, 'in'), { recursive: true })
  const of = typeof generation === 'number' ? () => generation : generation
  const lines = Array.from({ length: rows }, (_, id) => `${id},${of(id)}`)
  await Promise.all(days.map((day) => writeFile(join(folder, 'in', `${day}.csv`), `id,generation\n${lines.join('\n')}\n`)))
}

/** Rows of a table of daysSpec, or of counts, with their date as `YYYY-MM-DD` and their numbers as numbers. */
export const plainRows = (rows: readonly Record<string, unknown>[]): Record<string, string | number>[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString().slice(0, 10) : Number(value)])
    )
  )
