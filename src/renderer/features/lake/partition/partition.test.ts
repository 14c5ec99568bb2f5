import { describe, expect, it } from 'vitest'
import type { PartitionVersion } from '../../../../pipeline/contract'
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
