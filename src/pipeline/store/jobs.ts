import type { DatabaseSync } from 'node:sqlite'
import { jobSnapshot, type JobSnapshot } from '../contract'
import type { GroupWriter } from './group-writer'
import { parseRow, parseRows } from './rows'

/** Jobs as they were last saved. */
export interface JobTable {
  /** `requestId`: the client request that started it. */
  put(job: JobSnapshot, requestId?: string): Promise<void>
  get(id: string): JobSnapshot | undefined
  /** Newest first. */
  list(limit: number): JobSnapshot[]
  unfinished(): JobSnapshot[]
  byRequest(requestId: string): JobSnapshot | undefined
  /** The highest rev that was ever saved. */
  lastRev(): number
}

const SAVE = `INSERT INTO jobs (id, rev, created_at, state, request_id, snapshot) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, state = excluded.state, snapshot = excluded.snapshot`
const UNFINISHED = `SELECT snapshot FROM jobs WHERE state IN ('queued', 'running', 'cancelling') ORDER BY id`

export function jobTable(database: DatabaseSync, writer: GroupWriter): JobTable {
  const save = database.prepare(SAVE)
  const one = database.prepare('SELECT snapshot FROM jobs WHERE id = ?')
  const newest = database.prepare('SELECT snapshot FROM jobs ORDER BY id DESC LIMIT ?')
  const unfinished = database.prepare(UNFINISHED)
  const byRequest = database.prepare('SELECT snapshot FROM jobs WHERE request_id = ?')
  const lastRev = database.prepare('SELECT coalesce(max(rev), 0) AS rev FROM jobs')
  return {
    put: (job, requestId) =>
      writer.write(() => save.run(job.id, job.rev, job.createdAt, job.state, requestId ?? null, JSON.stringify(job))),
    get: (id) => {
      writer.flush()
      return parseRow(jobSnapshot, one.get(id)?.snapshot)
    },
    list: (limit) => {
      writer.flush()
      return parseRows(jobSnapshot, newest.all(limit), 'snapshot')
    },
    unfinished: () => parseRows(jobSnapshot, unfinished.all(), 'snapshot'),
    byRequest: (requestId) => {
      writer.flush()
      return parseRow(jobSnapshot, byRequest.get(requestId)?.snapshot)
    },
    lastRev: () => Number(lastRev.get()?.rev ?? 0)
  }
}
