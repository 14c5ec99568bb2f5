import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunFilter } from '../contract'
import { openState } from '.'
import { ACTIVE } from './migrations'
import { conditionOf } from './run-filter'
import { groupsQuery } from './run-groups'

let folder = ''
let database: DatabaseSync
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-index-'))
  const path = join(folder, 'state.sqlite')
  const state = await openState(path, 0)
  state.close()
  database = new DatabaseSync(path, { readOnly: true })
})
afterAll(async () => {
  database.close()
  await rm(folder, { recursive: true, force: true })
})

const planOf = (sql: string, values: readonly (string | number)[] = []): string =>
  database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map(({ detail }) => String(detail))
    .join('; ')

const filters: RunFilter[] = [
  {},
  { name: 'prices' },
  { states: ['failed'] },
  { kinds: ['undo'] },
  { trigger: 'schedule' },
  { startedBy: 'kim@desk' },
  { since: '2024' },
  { text: 'disk' },
  { name: 'prices', states: ['failed'], text: 'disk' }
]

describe('of a history whose records are large', () => {
  it.each(filters)('runs are counted without a look at one of them: %j', (filter) => {
    const { sql, values } = conditionOf(filter)
    expect(planOf(`SELECT count(*) FROM runs WHERE ${sql}`, values)).toMatch(/^(SCAN|SEARCH) runs USING COVERING INDEX [^;]+$/)
    const page = planOf(`SELECT summary FROM runs WHERE ${sql} ORDER BY started_at DESC, id DESC LIMIT 100`, values)
    if (filter.states === undefined || filter.text !== undefined) expect(page).not.toContain('TEMP B-TREE')
  })

  it('those of a date are sought by it, and come in the order of time', () => {
    const { sql, values } = conditionOf({ dt: '2024-01-05' })
    const page = planOf(`SELECT summary FROM runs WHERE ${sql} ORDER BY started_at DESC, id DESC LIMIT 100`, values)
    expect(page).toContain('run_partitions USING COVERING INDEX run_partitions_by_dt')
    expect(page).not.toContain('TEMP B-TREE')
  })

  it.each([{}, { name: 'prices' }])('sums are made from an index alone: %j', (filter) => {
    for (const by of ['dataset', 'quarter'] as const) {
      const { sql, values } = groupsQuery(filter, by)
      expect(planOf(sql, values)).toContain('SCAN runs USING COVERING INDEX runs_by_time')
    }
  })

  it('backfills that have not ended are found among those that have', () => {
    expect(planOf(`SELECT id FROM backfills WHERE ${ACTIVE}`)).toContain('backfills_active')
  })
})
