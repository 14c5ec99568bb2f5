import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eachDay, fromEpochDay, toEpochDay } from '../src/pipeline/calendar'
import type { DatasetSpecInput } from '../src/pipeline/contract'

const FIRST = toEpochDay('2020-01-01')

/** Day `index` of a source that has a file without rows for each day. */
export const emptyDay = (index: number): string => fromEpochDay(FIRST + index)

/** Writes so many days and says what reads them: each an interval and a partition of its own. */
export async function emptyDays(folder: string, count: number, name: string): Promise<DatasetSpecInput> {
  const sources = join(folder, 'days')
  await mkdir(sources, { recursive: true })
  const days = eachDay(emptyDay(0), emptyDay(count - 1))
  await Promise.all(days.map((day) => writeFile(join(sources, `${day}.csv`), 'date,value\n')))
  return {
    ...{ format: 1, name, source: { location: join(sources, '{interval:%Y-%m-%d}.csv'), format: 'csv' } },
    columns: [
      { name: 'date', source: { header: 'date' }, type: 'date', nullable: false },
      { name: 'value', source: { header: 'value' }, type: 'integer' }
    ],
    partition: { columns: ['date'], grain: 'day' },
    whenEmpty: 'accept'
  }
}
