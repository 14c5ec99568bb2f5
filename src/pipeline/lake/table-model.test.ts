import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partitionsOf } from './partitions'
import type { DeltaTable } from './table'
import { schemaOf } from './testing/data-files'
import { contents, load, named, withLake } from './testing/lake'
import type { Snapshot, TableFile } from './types'

/** What a table is, said as plainly as possible: for each version, the file names of each partition. */
type Model = Record<string, string[]>[]

type Step =
  | { kind: 'load'; change: Record<string, number> }
  | { kind: 'restore'; back: number; only: string | undefined }
  | { kind: 'reopen' }

const dt = fc.constantFrom('2023-08', '2023-09', '2023-10', '2023-11')
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('load' as const),
      change: fc.dictionary(dt, fc.nat(3), { minKeys: 1, noNullPrototype: true })
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('restore' as const), back: fc.nat(), only: fc.option(dt, { nil: undefined }) })
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) }
)

const withoutEmpty = (partitions: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(partitions).filter(([, files]) => files.length > 0))
const schema = schemaOf({ code: 'text' })

/** New files of a load: their names tell version and place, so that no two are alike. */
function filesOf(change: Record<string, number>, version: number): Record<string, TableFile[]> {
  const make = (one: string, count: number) =>
    Array.from({ length: count }, (_, at) => named(one, `v${version}-${at}`, { rows: version + at }))
  return Object.fromEntries(Object.entries(change).map(([one, count]) => [one, make(one, count)]))
}

async function takeLoad(
  table: DeltaTable,
  base: Snapshot | undefined,
  change: Record<string, number>,
  model: Model
): Promise<void> {
  const files = filesOf(change, model.length)
  await table.commit(base, load(files, base === undefined ? { schema } : {}))
  const names = Object.fromEntries(Object.entries(files).map(([one, list]) => [one, list.map(({ path }) => path)]))
  model.push(withoutEmpty({ ...model.at(-1), ...names }))
}

async function takeRestore(
  table: DeltaTable,
  base: Snapshot,
  version: number,
  only: string | undefined,
  model: Model
): Promise<void> {
  // The files exist in the log only, so the draft is made here by the model's own word; restoreDraft has its own tests over real files.
  const target = await table.snapshot(version)
  const all = [...(target?.files.values() ?? [])]
  const dts =
    only === undefined ? [...new Set([...Object.keys(model[version] ?? {}), ...Object.keys(model.at(-1) ?? {})])] : [only]
  const draft = Object.fromEntries(dts.map((one) => [one, all.filter((file) => file.dt === one)]))
  await table.commit(base, load(draft, { operation: 'UNDO' }))
  const before = model[version] ?? {}
  model.push(withoutEmpty({ ...model.at(-1), ...Object.fromEntries(dts.map((one) => [one, before[one] ?? []])) }))
}

describe('any sequence of loads and restores', () => {
  it('leaves what the same sequence leaves in a plain model, at every version, however the table is opened', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) =>
        withLake(async ({ open }) => {
          const model: Model = []
          let table = open('t')
          for (const one of steps) {
            const base = await table.snapshot()
            if (one.kind === 'reopen') table = open('t')
            else if (one.kind === 'load') await takeLoad(table, base, one.change, model)
            else if (base !== undefined) await takeRestore(table, base, one.back % model.length, one.only, model)
            expect(contents(await table.snapshot())).toEqual(model.at(-1) ?? {})
          }
          const fresh = open('t')
          for (const [version, expected] of model.entries()) expect(contents(await fresh.snapshot(version))).toEqual(expected)
          const last = await fresh.snapshot()
          if (last !== undefined) expectChangedIn(last, model)
          expect((await fresh.history()).map(({ version }) => version)).toEqual(model.map((_, version) => version).reverse())
        })
      ),
      { numRuns: 15 }
    ))
})

/** The version that last changed each partition: where its files differ from those of the version before. */
function expectChangedIn(snapshot: Snapshot, model: Model): void {
  for (const [one, { version }] of partitionsOf(snapshot)) {
    const differs = model.map((now, at) => JSON.stringify(now[one]) !== JSON.stringify(model[at - 1]?.[one]))
    expect(version).toBe(differs.lastIndexOf(true))
  }
}
