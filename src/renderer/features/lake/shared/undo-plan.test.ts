import { describe, expect, it } from 'vitest'
import type { PartitionDetail, PartitionVersion, TableVersion } from '../../../../pipeline/contract'
import { lastChange, undoCommit, undoPartition } from './undo-plan'

const version = (number: number, rows: number, current = false): PartitionVersion => ({
  version: number,
  committedAt: '2026-11-21T00:00:00.000Z',
  operation: 'load',
  runId: `run-${number}`,
  startedBy: 'me',
  rows,
  bytes: rows,
  digest: null,
  schemaId: null,
  current
})

const detail = (...versions: PartitionVersion[]): PartitionDetail => ({
  dataset: 'kor_close',
  partition: {
    dt: '2021-11',
    state: 'ok',
    rows: versions[0]?.rows ?? 0,
    bytes: 0,
    files: 1,
    version: versions[0]?.version ?? null,
    digest: null,
    writtenAt: null,
    schemaId: null,
    quarantined: 0,
    held: null,
    expected: null,
    expectedBy: null,
    provisional: false
  },
  versions,
  files: [],
  inputs: [],
  columns: []
})

const commit = (number: number, ...dts: string[]): TableVersion => ({
  version: number,
  committedAt: '2026-11-21T00:00:00.000Z',
  operation: 'load',
  runId: `run-${number}`,
  startedBy: 'me',
  engine: null,
  partitions: dts.map((dt) => ({ dt, rowsBefore: 0, rowsAfter: 10, digest: null }))
})

describe('undoing the last change of a partition', () => {
  it('goes back to the version before and names the rows of both', () => {
    expect(undoPartition(detail(version(7, 120, true), version(3, 100)))).toMatchObject({
      version: 7,
      ask: { version: 3, dt: '2021-11' },
      partitions: [{ dt: '2021-11', rowsNow: 120, rowsAfter: 100 }]
    })
  })

  it('takes away a partition that a later commit first made', () => {
    expect(undoPartition(detail(version(4, 120, true)))).toMatchObject({
      ask: { version: 3, dt: '2021-11' },
      partitions: [{ rowsAfter: null }]
    })
  })

  it('takes back the run where there is no version before the first', () => {
    expect(undoPartition(detail(version(0, 120, true)))).toMatchObject({ ask: { run: 'run-0' } })
  })

  it('offers nothing for a partition that was never written', () => expect(undoPartition(detail())).toBeUndefined())
})

describe('undoing a commit', () => {
  it('names every partition that its run changed', () => {
    expect(undoCommit('kor_close', commit(5, '2021-10', '2021-11'))).toMatchObject({
      ask: { run: 'run-5' },
      partitions: [{ dt: '2021-10' }, { dt: '2021-11' }]
    })
  })

  it('says how many partitions go back that were not selected', () => {
    expect(undoCommit('kor_close', commit(5, '2021-09', '2021-10', '2021-11'), { from: '2021-10', to: '2021-10' })?.beyond).toBe(
      2
    )
    expect(undoCommit('kor_close', commit(5, '2021-09', '2021-10'))?.beyond).toBe(0)
  })

  it('is not offered for a commit that Penstock did not make', () => {
    expect(undoCommit('kor_close', { ...commit(5, '2021-10'), runId: null })).toBeUndefined()
  })

  it('is of the newest one that touched the selection', () => {
    const history = [commit(3, '2021-09'), commit(5, '2021-11'), commit(4, '2021-09', '2021-10')]
    expect(lastChange(history, null)?.version).toBe(5)
    expect(lastChange(history, { from: '2021-08', to: '2021-10' })?.version).toBe(4)
    expect(lastChange(history, { from: '2020-01', to: '2020-02' })).toBeUndefined()
  })
})
