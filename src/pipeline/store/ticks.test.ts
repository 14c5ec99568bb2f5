import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openState, type StateStore } from '.'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-ticks-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const NOW = Date.parse('2024-06-30T00:00:00Z')
const path = (): string => join(folder, 'state.sqlite')

/** `count` minutes of `dataset` until 2024-06-29T23:59Z, each in `state`. */
async function fill(dataset: string, count: number, state: string): Promise<void> {
  ;(await openState(path(), NOW)).close()
  const database = new DatabaseSync(path())
  database.exec(`WITH RECURSIVE minutes (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM minutes WHERE n < ${count})
    INSERT INTO ticks SELECT '${dataset}', strftime('%Y-%m-%dT%H:%MZ', '2024-06-30', '-' || n || ' minutes'),
      strftime('%Y-%m-%dT%H:%M:00.000Z', '2024-06-30', '-' || (n - 1) || ' minutes'), '${state}', NULL, NULL, '2024-06-30T00:00:00.000Z' FROM minutes`)
  database.close()
}

async function opened<T>(work: (state: StateStore) => T | Promise<T>): Promise<T> {
  const state = await openState(path(), NOW)
  try {
    return await work(state)
  } finally {
    state.close()
  }
}

const FIRST = '2000-01-01'

describe('intervals that fell due', () => {
  it('are kept, the newest 100,000 of each dataset; of older ones only what waits', async () => {
    await fill('minutes', 100_050, 'run')
    await fill('few', 10, 'skipped')
    await opened(async ({ ticks }) => {
      const [oldest = ''] = ticks.claimed('minutes', FIRST)
      const waiting = ticks.get('minutes', oldest)
      if (waiting !== undefined) await ticks.settle({ ...waiting, state: 'due' })
      await ticks.forgetOld()
      const kept = [...ticks.claimed('minutes', FIRST)].sort()
      expect(kept).toHaveLength(100_001)
      expect(kept.slice(0, 2)).toEqual([oldest, '2024-04-21T13:20Z'])
      expect(ticks.claimed('few', FIRST).size).toBe(10)
      expect(ticks.lastDue('minutes')).toBe('2024-06-30T00:00:00.000Z')
    })
  })

  it('are forgotten by and by where there are many', async () => {
    await fill('minutes', 121_000, 'run')
    await opened(async ({ ticks }) => {
      await ticks.forgetOld()
      expect(ticks.claimed('minutes', FIRST).size).toBe(101_000)
      await ticks.forgetOld()
      expect(ticks.claimed('minutes', FIRST).size).toBe(100_000)
    })
  })

  it('are told as claimed from an interval on, with the oldest of all', async () => {
    await fill('minutes', 5000, 'run')
    await opened(({ ticks }) => {
      const since = ticks.claimed('minutes', '2024-06-29T23:58Z')
      expect([...since].sort()).toEqual(['2024-06-26T12:40Z', '2024-06-29T23:58Z', '2024-06-29T23:59Z'])
      expect(ticks.claimed('others', '2024').size).toBe(0)
    })
  })

  it('are listed newest first, of one dataset and of all', async () => {
    await fill('minutes', 3, 'run')
    await fill('few', 2, 'skipped')
    await opened(({ ticks }) => {
      expect(ticks.list({ dataset: 'few', limit: 9 }).map(({ interval }) => interval)).toEqual([
        '2024-06-29T23:59Z',
        '2024-06-29T23:58Z'
      ])
      expect(ticks.list({ limit: 3 }).map(({ dataset, interval }) => `${dataset} ${interval}`)).toEqual([
        'few 2024-06-29T23:59Z',
        'minutes 2024-06-29T23:59Z',
        'few 2024-06-29T23:58Z'
      ])
    })
  })

  it('are found by their indexes, however many there are', async () => {
    await fill('minutes', 10, 'run')
    const database = new DatabaseSync(path())
    const planOf = (sql: string): string =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail))
        .join('; ')
    const where = "WHERE dataset = 'minutes'"
    expect(planOf(`SELECT max(due_at) FROM ticks ${where}`)).toBe('SEARCH ticks USING COVERING INDEX ticks_by_due (dataset=?)')
    expect(planOf(`SELECT reason FROM ticks ${where} ORDER BY due_at DESC, interval DESC LIMIT 5`)).toBe(
      'SEARCH ticks USING INDEX ticks_by_due (dataset=?)'
    )
    expect(planOf("SELECT reason FROM ticks WHERE state = 'due' ORDER BY due_at, dataset, interval")).toBe(
      'SCAN ticks USING INDEX ticks_open'
    )
    database.close()
  })
})
