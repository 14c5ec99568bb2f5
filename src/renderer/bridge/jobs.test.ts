import { describe, expect, it } from 'vitest'
import type { JobSnapshot } from '../../pipeline/contract'
import { backoff } from './backoff'
import { foldJobs, jobError, jobResult, listJobs } from './jobs'
import { datasetsTouched } from './lake-changes'

const at = '2026-11-20T00:00:00.000Z'
const job = (id: string, rev: number, more: Partial<JobSnapshot> = {}): JobSnapshot => ({
  id,
  kind: 'load',
  title: 'kor_close',
  dataset: 'kor_close',
  state: 'running',
  rev,
  progress: { fraction: 0.5, phase: 'reading', subject: null, rows: 1, bytes: 1, bytesTotal: null, etaSeconds: null },
  startedBy: 'you',
  createdAt: at,
  startedAt: at,
  finishedAt: null,
  ...more
})
const nothing = { byId: new Map(), rev: 0, instance: 'a' }

describe('the list of jobs', () => {
  it('takes the newest revision of each and remembers the highest', () => {
    const state = foldJobs(foldJobs(nothing, [job('a', 3), job('b', 2)]), [job('b', 5, { state: 'done' })])
    expect(state.rev).toBe(5)
    expect(state.byId.get('b')?.state).toBe('done')
  })

  it('does not let a change that comes late take a finished job back', () => {
    const state = foldJobs(foldJobs(nothing, [job('a', 7, { state: 'done' })]), [job('a', 4)])
    expect(state.byId.get('a')?.state).toBe('done')
    expect(state.rev).toBe(7)
  })

  it('stands newest first', () => {
    const state = foldJobs(nothing, [job('old', 9, { createdAt: '2026-11-19T00:00:00.000Z' }), job('new', 1)])
    expect(listJobs(state).map(({ id }) => id)).toEqual(['new', 'old'])
  })
})

describe('a load', () => {
  const running = foldJobs(nothing, [job('a', 1)])

  it('touches its dataset when it begins and when it ends, not with each step', () => {
    expect(datasetsTouched(foldJobs(running, [job('b', 2, { dataset: 'apt' })]), running)).toEqual(['apt'])
    expect(datasetsTouched(foldJobs(running, [job('a', 2)]), running)).toEqual([])
    expect(datasetsTouched(foldJobs(running, [job('a', 2, { state: 'failed' })]), running)).toEqual(['kor_close'])
  })

  it('touches nothing when the window first hears of it, nor does work that changes nothing', () => {
    expect(datasetsTouched(running, nothing)).toEqual([])
    expect(datasetsTouched(foldJobs(running, [job('c', 2, { kind: 'check' })]), running)).toEqual([])
  })
})

describe('a finished job', () => {
  it('has no error when it is done, and says why when it is not', () => {
    expect(jobError(job('a', 1, { state: 'done' }))).toBeUndefined()
    expect(jobError(job('a', 1))).toBeUndefined()
    expect(jobError(job('a', 1, { state: 'cancelled' }))?.code).toBe('cancelled')
  })

  it('gives its result only in the shape of its kind', () => {
    expect(jobResult('load', job('a', 1, { state: 'done', result: { rows: 1 } }))).toBeUndefined()
    expect(jobResult('demo', job('a', 1, { kind: 'demo', state: 'done', result: { datasets: ['x'] } }))).toEqual({
      datasets: ['x']
    })
    expect(jobResult('load', job('a', 1, { kind: 'demo', state: 'done', result: { datasets: ['x'] } }))).toBeUndefined()
  })
})

describe('the pause before the next attempt', () => {
  it('grows, and stays below five seconds', () => {
    expect([0, 1, 2, 3].map(backoff)).toEqual([150, 300, 600, 1200])
    expect(backoff(1_000)).toBe(5_000)
  })
})
