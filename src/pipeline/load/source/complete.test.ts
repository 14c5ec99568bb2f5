import { utimes } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CompleteWhen } from '../../contract'
import { pathsOf, WorkFolder } from '../duck/testing/work-folder'
import { readParquet } from '../duck/testing/read-parquet'

const NOW = Date.parse('2024-03-05T09:00:00Z')
let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

/** Two days of two files each: 2 + 1 rows and 1 + 1 rows. */
async function fill(): Promise<string[]> {
  return Promise.all([
    folder.put('in/2024-03-01/a.csv', 'day,n\n2024-03-01,1\n2024-03-01,2\n'),
    folder.put('in/2024-03-01/b.csv', 'day,n\n2024-03-01,3\n'),
    folder.put('in/2024-03-04/a.csv', 'day,n\n2024-03-04,4\n'),
    folder.put('in/2024-03-04/b.csv', 'day,n\n2024-03-04,5\n')
  ])
}

async function numbers(completeWhen: CompleteWhen, only?: string[]): Promise<unknown[]> {
  const loaded = await folder.stage(
    {
      source: { location: `${folder.root}/in`, pattern: '*/*.csv', format: 'csv', completeWhen },
      columns: [
        { name: 'day', source: { header: 'day' }, type: 'date' },
        { name: 'n', source: { header: 'n' }, type: 'integer' }
      ],
      partition: { columns: ['day'], grain: 'day' }
    },
    { now: NOW, only }
  )
  return (await readParquet(pathsOf(loaded))).map(({ n }) => Number(n)).sort()
}

const incomplete = expect.objectContaining({ code: 'source.incomplete', retriable: true }) as Error

describe('a folder that fills by itself', () => {
  it('is read once the marker is there, and no part of it before', async () => {
    await fill()
    await folder.put('in/2024-03-01/_SUCCESS', '')
    await expect(numbers({ marker: '_SUCCESS' })).rejects.toThrow(incomplete)
    await folder.put('in/2024-03-04/_SUCCESS', '')
    expect(await numbers({ marker: '_SUCCESS' })).toEqual([1, 2, 3, 4, 5])
  })

  it('is read once its newest file is old enough', async () => {
    const files = await fill()
    const at = (minutes: number): Date => new Date(NOW - minutes * 60_000)
    for (const file of files) await utimes(file, at(30), at(30))
    await utimes(files[3] ?? '', at(9), at(9))
    await expect(numbers({ quietMinutes: 10 })).rejects.toThrow(incomplete)
    await utimes(files[3] ?? '', at(10), at(10))
    expect(await numbers({ quietMinutes: 10 })).toEqual([1, 2, 3, 4, 5])
  })

  it('has to hold as many rows as its manifest says, bad ones among them', async () => {
    await fill()
    const when: CompleteWhen = { manifest: 'manifest.json', rows: 'counts.rows' }
    await folder.put('in/2024-03-01/manifest.json', '{"counts": {"rows": 3}}')
    await folder.put('in/2024-03-04/manifest.json', '{"counts": {"rows": "3"}}')
    await expect(numbers(when)).rejects.toThrow('hold 2 rows, its manifest says 3')
    await folder.put('in/2024-03-04/manifest.json', '{"counts": {"rows": "2"}}')
    expect(await numbers(when)).toEqual([1, 2, 3, 4, 5])
  })

  it.each([['{"counts": {}}'], ['{'], ['{"counts": {"rows": -1}}'], ['{"counts": {"rows": 1.5}}']])(
    'is not whole with the manifest %s',
    async (text) => {
      await fill()
      await folder.put('in/2024-03-01/manifest.json', text)
      await folder.put('in/2024-03-04/manifest.json', '{"counts": {"rows": 2}}')
      await expect(numbers({ manifest: 'manifest.json', rows: 'counts.rows' })).rejects.toThrow(incomplete)
    }
  )
})
