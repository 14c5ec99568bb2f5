import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetSpecInput } from '../../contract'

/** A small table of prices: `months` partitions of `rows` rows; every row carries `generation`. */
export async function writePrices(path: string, generation: number, { months = 6, rows = 200 } = {}): Promise<void> {
  const lines = ['date,code,close,generation']
  for (let month = 1; month <= months; month += 1) {
    for (let row = 0; row < rows; row += 1) {
      const day = String((row % 28) + 1).padStart(2, '0')
      lines.push(
        `2024-${String(month).padStart(2, '0')}-${day},${String(row).padStart(6, '0')},${(row * 1.5).toFixed(2)},${generation}`
      )
    }
  }
  await writeFile(path, `${lines.join('\n')}\n`)
}

export const pricesSpec = (folder: string, change: Partial<DatasetSpecInput> = {}): DatasetSpecInput => ({
  format: 1,
  name: 'prices',
  source: { location: join(folder, 'prices.csv'), format: 'csv' },
  columns: [
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'code', source: { header: 'code' }, type: 'text' },
    { name: 'close', source: { header: 'close' }, type: 'decimal(12,2)' },
    { name: 'generation', source: { header: 'generation' }, type: 'integer' }
  ],
  primaryKey: ['date', 'code'],
  partition: { columns: ['date'], grain: 'month' },
  ...change
})
