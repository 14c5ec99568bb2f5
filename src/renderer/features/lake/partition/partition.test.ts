import { describe, expect, it } from 'vitest'
import type { PartitionVersion } from '../../../../pipeline/contract'
import { diffCells, keyText } from './diff-cells'
import { choose, defaultPair } from './version-pair'

const version = (number: number, current = false): PartitionVersion => ({
  version: number,
  committedAt: '2026-11-21T00:00:00.000Z',
  operation: 'load',
  runId: null,
  startedBy: null,
  rows: 1,
  bytes: 1,
  digest: null,
  schemaId: null,
  current
})

describe('comparing versions', () => {
  it('begins with the current one and the one before', () => {
    expect(defaultPair([version(9, true), version(4), version(1)])).toEqual({ from: 4, to: 9 })
    expect(defaultPair([version(4, true)])).toBeUndefined()
    expect(defaultPair([])).toBeUndefined()
  })

  it('keeps the older one first and never compares a version with itself', () => {
    expect(choose({ from: 4, to: 9 }, 'from', 1)).toEqual({ from: 1, to: 9 })
    expect(choose({ from: 4, to: 9 }, 'to', 1)).toEqual({ from: 1, to: 4 })
    expect(choose({ from: 4, to: 9 }, 'from', 9)).toEqual({ from: 4, to: 9 })
  })
})

describe('a row of the difference', () => {
  it('shows of a changed row only what changed, beside its key', () => {
    const sample = {
      kind: 'changed' as const,
      key: { code: '000020', date: '2021-11-05' },
      before: { code: '000020', date: '2021-11-05', close: 100, name: '동화약품' },
      after: { code: '000020', date: '2021-11-05', close: null, name: '동화약품' }
    }
    expect(keyText(sample)).toBe('000020 · 2021-11-05')
    expect(diffCells(sample, ['code', 'date'])).toEqual([{ column: 'close', before: '100', after: null, changed: true }])
  })

  it('shows all of an added row', () => {
    const sample = { kind: 'added' as const, key: { id: 1 }, before: null, after: { id: 1, price: 71_300, ok: true } }
    expect(diffCells(sample, ['id'])).toMatchObject([
      { column: 'price', before: null, after: '71300' },
      { column: 'ok', after: 'true' }
    ])
  })
})
