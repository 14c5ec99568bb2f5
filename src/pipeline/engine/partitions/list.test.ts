import { describe, expect, it } from 'vitest'
import { openTable } from '../../lake/delta-table'
import { openFolderStore } from '../../lake/folder-store'
import type { TableFile } from '../../lake/types'
import { systemClock } from '../../lib/clock'
import { connectTo } from '../testing/client'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec } from '../testing/prices'

const file = (dt: string, rows: number): TableFile => ({
  path: `dt=${dt}/part-${dt}.parquet`,
  dt,
  bytes: 1_000,
  rows,
  modifiedAt: 1_700_000_000_000,
  stats: undefined,
  digest: undefined,
  schemaId: 's',
  runId: 'r',
  inputs: [],
  quarantined: 0
})
const workdays = (count: number): string[] => {
  const days: string[] = []
  for (let at = Date.parse('1988-01-04'); days.length < count; at += 86_400_000) {
    const day = new Date(at)
    if (day.getUTCDay() % 6 !== 0) days.push(day.toISOString().slice(0, 10))
  }
  return days
}

/** A table whose log names these partitions; no data is needed to list them. */
async function tableOf(grain: 'day' | 'month', files: TableFile[]) {
  const { workspace } = await newWorkspace((folder) => [pricesSpec(folder, { partition: { columns: ['date'], grain } })])
  const table = openTable(await openFolderStore(workspace.lake), 'prices', systemClock, '0')
  const columns = [{ name: 'date', physical: 'date', type: 'date', nullable: true }]
  const partitions = new Map(files.map((one) => [one.dt, [one]]))
  await table.commit(undefined, {
    operation: 'LOAD',
    runId: 'r',
    startedBy: 'kim',
    schema: { columns, partitioned: true },
    partitions
  })
  return connectTo(await engineOn(workspace))
}

describe('partitions', () => {
  it('are there, empty, or missing between the first and the last', async () => {
    const client = await tableOf('month', [file('2024-01', 5), file('2024-03', 0), file('2024-04', 7)])
    const partitions = await client.call('lake.partitions', { name: 'prices' })
    expect(partitions.map(({ dt, state, rows }) => [dt, state, rows])).toEqual([
      ['2024-01', 'ok', 5],
      ['2024-02', 'missing', 0],
      ['2024-03', 'empty', 0],
      ['2024-04', 'ok', 7]
    ])
    const [summary] = await client.call('datasets.list', {})
    expect(summary).toMatchObject({
      partitions: 3,
      rows: 12,
      firstDt: '2024-01',
      lastDt: '2024-04',
      states: { ok: 2, empty: 1, missing: 1 }
    })
  })

  it('are listed when there are 10,000 of them', async () => {
    const gap = 5_000
    const client = await tableOf(
      'day',
      workdays(10_000).flatMap((dt, index) => (index === gap ? [] : [file(dt, 10)]))
    )
    const partitions = await client.call('lake.partitions', { name: 'prices' })
    expect(partitions.filter(({ state }) => state === 'missing').map(({ dt }) => dt)).toEqual([workdays(10_000)[gap]])
  })
})
