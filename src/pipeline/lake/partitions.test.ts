import { describe, expect, it } from 'vitest'
import { partitionVersion } from '../contract'
import { partitionsOf, versionsOf } from './partitions'
import { schemaOf } from './testing/data-files'
import { load, named, withLake } from './testing/lake'

const ph1 = (digit: string): string => `ph1:${digit.repeat(32)}`
const input = (name: string) => ({ name, bytes: 1, sha256: 'ab'.repeat(32) })
const schema = schemaOf({ code: 'text' })

describe('partitions', () => {
  it('add up their files', () =>
    withLake(async ({ open }) => {
      const table = open('t')
      const base = await table.commit(undefined, load({ '2023-09': [named('2023-09', 'x')] }, { schema }))
      const files = [
        named('2023-08', 'a', {
          rows: 1,
          bytes: 10,
          digest: ph1('1'),
          modifiedAt: 5,
          schemaId: 'old',
          quarantined: 2,
          inputs: [input('x'), input('y')]
        }),
        named('2023-08', 'b', {
          rows: 2,
          bytes: 20,
          digest: ph1('2'),
          modifiedAt: 9,
          schemaId: 'new',
          quarantined: 1,
          inputs: [input('x')]
        })
      ]
      const snapshot = await table.commit(base, load({ '2023-08': files, '2023-07': [named('2023-07', 'e', { rows: 0 })] }))
      const partitions = partitionsOf(snapshot)
      expect([...partitions.keys()]).toEqual(['2023-07', '2023-08', '2023-09'])
      expect(partitions.get('2023-08')).toEqual({
        ...{
          dt: '2023-08',
          rows: 3,
          bytes: 30,
          files: 2,
          digest: ph1('3'),
          version: 1,
          writtenAt: 9,
          schemaId: 'new',
          quarantined: 3
        },
        inputs: [input('x'), input('y')]
      })
      expect(partitions.get('2023-07')).toMatchObject({ rows: 0, files: 1, version: 1, digest: undefined })
      expect(partitions.get('2023-09')).toMatchObject({ version: 0 })
    }))

  it('of a table that is not divided are one, called all', () =>
    withLake(async ({ open }) => {
      const whole = schemaOf({ code: 'text' }, false)
      const snapshot = await open('t').commit(undefined, load({ all: [named('all', 'a'), named('all', 'b')] }, { schema: whole }))
      expect([...partitionsOf(snapshot).values()].map(({ dt, files }) => [dt, files])).toEqual([['all', 2]])
    }))

  it('have the commits that changed them as their versions, the newest being the current one', () =>
    withLake(async ({ open }) => {
      const table = open('t')
      const one = await table.commit(
        undefined,
        load({ '2023-08': [named('2023-08', 'a', { rows: 1, digest: ph1('1') })] }, { schema, runId: 'r0' })
      )
      const two = await table.commit(one, load({ '2023-09': [named('2023-09', 'b')] }, { runId: 'r1' }))
      await table.commit(
        two,
        load({ '2023-08': [named('2023-08', 'c', { rows: 5, bytes: 7, schemaId: 's' })] }, { runId: 'r2', operation: 'UNDO' })
      )
      const versions = versionsOf(await table.history(), '2023-08')
      for (const version of versions) expect(partitionVersion.parse(version)).toEqual(version)
      expect(versions).toMatchObject([
        {
          version: 2,
          operation: 'UNDO',
          runId: 'r2',
          startedBy: 'tester',
          rows: 5,
          bytes: 7,
          digest: null,
          schemaId: 's',
          current: true
        },
        { version: 0, operation: 'LOAD', runId: 'r0', rows: 1, digest: ph1('1'), schemaId: null, current: false }
      ])
    }))
})
