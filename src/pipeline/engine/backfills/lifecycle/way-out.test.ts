import { expect, it } from 'vitest'
import type { Backfill } from '../../../contract'
import { wayOut } from './way-out'

const at = (state: Backfill['state'], resting: boolean): string => wayOut({ id: 'b1', resting, record: { state } })

it('a publication that was interrupted is gone on with, not waited for', () => {
  expect(at('publishing', true)).toContain('penstock resume b1')
  expect(at('publishing', false)).toBe('It is being published: wait until that is done.')
})
