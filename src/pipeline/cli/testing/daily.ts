import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Penstock } from './penstock'

/** Declares `daily`, read from one file for each day in the folder `in`, which is there and empty. Nothing is loaded yet. */
export async function declareDaily({ folder, workspace }: Penstock): Promise<void> {
  await mkdir(join(folder, 'in'))
  const spec = {
    ...{ format: 1, name: 'daily', primaryKey: ['day', 'code'], partition: { columns: ['day'], grain: 'day' } },
    source: { location: join(folder, 'in'), pattern: '*.csv', pathTemplate: '{day:%Y-%m-%d}.csv', format: 'csv' },
    columns: [
      { name: 'day', source: { path: 'day' }, type: 'date' },
      { name: 'code', source: { header: 'code' }, type: 'text' },
      { name: 'n', source: { header: 'n' }, type: 'integer' }
    ],
    ...{ maxBadShare: 0, whenEmpty: 'refuse' }
  }
  await writeFile(join(workspace, 'datasets', 'daily.dataset.json'), JSON.stringify(spec))
}

/** `rows`: lines of code and n. */
export const writeDay = ({ folder }: Penstock, day: string, rows: string): Promise<void> =>
  writeFile(join(folder, 'in', `${day}.csv`), `code,n\n${rows}`)
