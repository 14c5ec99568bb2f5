import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { RunFilter, RunRecord } from '../src/pipeline/contract'
import { openState } from '../src/pipeline/store'
import { benchFolder } from './data'
import type { Benchmark } from './harness'

const RUNS = 100_000
const PAGE = 100
const DATASETS = 10
/** 2024-01-01T00:00:00Z; one run a minute. */
const FIRST_MS = 1_704_067_200_000

interface Query {
  filter: RunFilter
  /** The same question as somebody would ask it of the same file. */
  sql: string
}

const newest = `ORDER BY started_at DESC, id DESC LIMIT ${PAGE}`
const where = (condition: string): string => `SELECT id, summary FROM runs WHERE ${condition} ${newest}`

/** One for each field by which history is filtered, alone and together. */
const queries: readonly Query[] = [
  { filter: {}, sql: where('true') },
  { filter: { name: 'prices_3' }, sql: where(`dataset = 'prices_3'`) },
  { filter: { states: ['failed', 'refused'] }, sql: where(`state IN ('failed', 'refused')`) },
  { filter: { kinds: ['undo'] }, sql: where(`kind = 'undo'`) },
  { filter: { trigger: 'schedule' }, sql: where(`run_trigger = 'schedule'`) },
  { filter: { startedBy: 'lee@desk' }, sql: where(`started_by = 'lee@desk'`) },
  { filter: { backfill: 'backfill-77' }, sql: where(`backfill = 'backfill-77'`) },
  { filter: { since: '2024-02-01T00:00:00.000Z' }, sql: where(`started_at >= '2024-02-01T00:00:00.000Z'`) },
  { filter: { text: 'disk.full' }, sql: where(`instr(search, 'disk.full') > 0`) },
  { filter: { text: 'nothing has this' }, sql: where(`instr(search, 'nothing has this') > 0`) },
  {
    filter: { name: 'prices_3', dt: '2024-02-01' },
    sql: where(`id IN (SELECT run_id FROM run_partitions WHERE dataset = 'prices_3' AND dt = '2024-02-01')`)
  },
  { filter: { dt: '2023-12-01' }, sql: where(`id IN (SELECT run_id FROM run_partitions WHERE dt = '2023-12-01')`) },
  {
    filter: { name: 'prices_7', states: ['failed'], text: 'disk' },
    sql: where(`dataset = 'prices_7' AND state = 'failed' AND instr(search, 'disk') > 0`)
  }
]

/** The slowest filter of history decides, so that all are asked in turn: one round is the first page of each. */
export const p32: Benchmark = {
  id: 'P32',
  title: `first pages of ${RUNS} runs by ${queries.length} filters, with their counts`,
  bar: `≤ 200 ms each, ${queries.length * 200} ms in all`,
  prepare: async () => {
    const folder = await benchFolder('p32')
    const path = join(folder, 'state.sqlite')
    const state = await openState(path, FIRST_MS)
    await Promise.all(Array.from({ length: RUNS }, (_, index) => state.runs.put(runOf(index))))
    const bare = new DatabaseSync(path, { readOnly: true })
    const seen = { ours: '', peer: '' }
    return {
      ours: () => {
        const pages = queries.map(({ filter }) => state.runs.list({ filter, from: 0, limit: PAGE }))
        seen.ours = JSON.stringify(pages.map(({ total, runs }) => [total, runs.map(({ id }) => id)]))
        return Promise.resolve()
      },
      peer: () => {
        const pages = queries.map(({ sql }) => {
          const counted = `SELECT count(*) AS n FROM (${sql.replace(newest, '')})`
          const rows = bare.prepare(sql).all()
          for (const { summary } of rows) JSON.parse(String(summary))
          return [Number(bare.prepare(counted).get()?.n), rows.map(({ id }) => String(id))]
        })
        seen.peer = JSON.stringify(pages)
        return Promise.resolve()
      },
      fingerprint: (side) => Promise.resolve(seen[side]),
      clear: () => Promise.resolve(),
      dispose: async () => {
        bare.close()
        state.close()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

const digestOf = (seed: number): string => `ph2:${String(seed).padStart(32, '0')}`

/** Records are as large as those of a month's file: three inputs, five lines of log, and every twentieth has 64 partitions. */
function detailsOf(index: number, startedMs: number): Pick<RunRecord, 'inputs' | 'partitions' | 'log'> {
  const at = new Date(startedMs).toISOString()
  const day = (back: number): string => new Date(startedMs - back * 86_400_000).toISOString().slice(0, 10)
  return {
    inputs: Array.from({ length: 3 }, (_, file) => ({
      ...{ name: `incoming/prices/${day(0).slice(0, 7)}/part-${file}.csv.gz`, bytes: 3_000_000 + index },
      sha256: String(index * 3 + file).padStart(64, '0')
    })),
    partitions: Array.from({ length: index % 20 === 0 ? 64 : 1 }, (_, back) => ({
      ...{ dt: day(back), rows: 1000, change: 'replaced' as const },
      ...{ digestBefore: digestOf(index), digestAfter: digestOf(index + 1) }
    })),
    log: Array.from({ length: 5 }, () => ({ at, text: 'Read 5,040 rows: 5,040 good, 0 to quarantine, 0 superseded.' }))
  }
}

/** Of a hundred runs two fail and one is refused; each tenth belongs to a backfill of 50. */
function runOf(index: number): RunRecord {
  const startedAt = new Date(FIRST_MS + index * 60_000).toISOString()
  const dt = startedAt.slice(0, 10)
  const failed = index % 50 === 7
  const refused = index % 100 === 31
  const error = failed
    ? ({ code: 'disk.full', message: `The disk is full at run ${index}.`, retriable: true } as const)
    : ({ code: 'load.too_many_bad', message: `Too many bad rows in ${dt}.`, retriable: false } as const)
  return {
    ...{
      id: `run-${String(index).padStart(8, '0')}`,
      dataset: `prices_${index % DATASETS}`,
      kind: index % 97 === 0 ? 'undo' : 'load'
    },
    ...{ backfill: index % 10 === 0 ? `backfill-${Math.floor(index / 500)}` : null, attempt: 1 },
    trigger: index % 3 === 0 ? 'schedule' : 'person',
    ...{ engine: 'duckdb', state: failed ? 'failed' : refused ? 'refused' : 'done' },
    startedBy: index % 5 === 0 ? 'lee@desk' : 'kim@desk',
    ...{ startedAt, finishedAt: new Date(Date.parse(startedAt) + 1_000 + (index % 13) * 100).toISOString() },
    ...{ versionBefore: index, versionAfter: index + 1 },
    ...{ rowsRead: 1000, rowsWritten: 1000, rowsQuarantined: 0, rowsSuperseded: 0, bytesRead: 10_000, bytesWritten: 5_000 },
    ...detailsOf(index, Date.parse(startedAt)),
    ...(failed || refused ? { error } : {})
  }
}
