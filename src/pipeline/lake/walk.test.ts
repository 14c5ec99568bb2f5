import { describe, expect, it } from 'vitest'
import { named, load, withLake } from './testing/lake'
import { schemaOf } from './testing/data-files'
import type { DeltaTable } from './table'
import type { Snapshot } from './types'

const schema = schemaOf({ code: 'text' })
const APP = 'penstock/interval/x'

/** Twenty commits that replace three partitions in turn; each sets the same transaction to its version. */
async function twenty(table: DeltaTable): Promise<Snapshot | undefined> {
  let base: Snapshot | undefined
  for (let version = 0; version < 20; version += 1) {
    const dt = `2023-0${1 + (version % 3)}`
    const draft = load({ [dt]: [named(dt, `f${version}`)] }, { runId: `r${version}`, ...(version === 0 ? { schema } : {}) })
    base = await table.commit(base, { ...draft, txns: new Map([[APP, version]]) })
  }
  return base
}

const pathsOf = (snapshot: Snapshot | undefined, dt: string): string[] =>
  [...(snapshot?.files.values() ?? [])].filter((file) => file.dt === dt).map(({ path }) => path)

async function all<T>(of: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const one of of) found.push(one)
  return found
}

describe('a walk over the log of a table', () => {
  it('shows at each version what a snapshot of it holds', () =>
    withLake(async ({ open }) => {
      await twenty(open('t'))
      const table = open('t')
      const seen: number[] = []
      for await (const view of table.views([17, 4, 11, 4])) {
        seen.push(view.version)
        const snapshot = await table.snapshot(view.version)
        expect(view.schema).toEqual(snapshot?.schema)
        for (const dt of ['2023-01', '2023-02', '2023-03'])
          expect(view.filesOf(dt).map(({ path }) => path)).toEqual(pathsOf(snapshot, dt))
      }
      expect(seen).toEqual([4, 11, 17])
      await expect(all(table.views([20]))).rejects.toMatchObject({ code: 'version.missing' })
    }))

  it('tells what each commit found and left, and stops where it is told to', () =>
    withLake(async ({ open }) => {
      await twenty(open('t'))
      const table = open('t')
      const steps = await all(table.steps(3, 5))
      expect(
        steps.map(({ version, runId, partitions, txns }) => [
          ...[version, runId, partitions.map(({ dt, before, after }) => [dt, before.length, after.length])],
          ...[txns.before.get(APP), txns.after.get(APP)]
        ])
      ).toEqual([
        [3, 'r3', [['2023-01', 1, 1]], 2, 3],
        [4, 'r4', [['2023-02', 1, 1]], 3, 4],
        [5, 'r5', [['2023-03', 1, 1]], 4, 5]
      ])
      const stopped = AbortSignal.abort()
      await expect(all(table.steps(0, 5, stopped))).rejects.toMatchObject({ code: 'cancelled' })
      await expect(all(table.views([0, 5], stopped))).rejects.toMatchObject({ code: 'cancelled' })
    }))
})
