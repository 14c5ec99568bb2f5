import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkTable } from './fsck'
import { bundleWriter } from './testing/bundle'
import { withLake } from './testing/lake'
import { failNode, traceNode, withoutStrace, type SystemCall } from './testing/strace'

const PARTITIONS = 50

let writer: Awaited<ReturnType<typeof bundleWriter>>
beforeAll(async () => {
  writer = await bundleWriter()
})
afterAll(() => writer.remove())

/** The data file and the commit of each partition, by the names that calls gave them. */
function misplaced(calls: readonly SystemCall[], table: string): string[] {
  const problems: string[] = []
  const at = (from: number, what: string, fits: (call: SystemCall) => boolean): number => {
    const found = calls.findIndex((call, index) => index > from && fits(call))
    if (found === -1) problems.push(what)
    return found === -1 ? from : found
  }
  const syncs = (path: string) => (call: SystemCall) => /sync$/.test(call.name) && call.paths[0] === path
  let position = -1
  for (let version = 0; version < PARTITIONS; version += 1) {
    const folder = join(table, `dt=2023-08-${String(version + 1).padStart(2, '0')}`)
    const commit = join(table, '_delta_log', `${String(version).padStart(20, '0')}.json`)
    const link = calls.find(({ name, paths }) => /^(link|rename)/.test(name) && paths.at(-1)?.startsWith(`${folder}/`) === true)
    const publish = calls.find(({ name, paths }) => /^(link|rename)/.test(name) && paths.at(-1) === commit)
    const steps: [string, (call: SystemCall) => boolean][] = [
      ['data is synced', syncs(link?.paths.at(-2) ?? '')],
      ['data gets its name', (call) => call === link],
      ['its folder is synced', syncs(folder)],
      ['the commit is synced', syncs(publish?.paths.at(-2) ?? '')],
      ['the commit gets its number', (call) => call === publish],
      ['the log folder is synced', syncs(join(table, '_delta_log'))]
    ]
    for (const [what, fits] of steps) position = at(position, `version ${version}: ${what}`, fits)
  }
  return problems
}

describe.skipIf(withoutStrace)('F11: the order of system calls (needs strace)', () => {
  const trace = (plant: string): Promise<string[]> =>
    withLake(async ({ root }) => {
      const { stdout, calls } = await traceNode([writer.path, 'land', root, String(PARTITIONS)], plant)
      expect(JSON.parse(stdout)).toEqual({ landed: PARTITIONS })
      return misplaced(calls, join(root, 't'))
    })

  it(`is data, its name, its folder, commit, its number, the log folder, in ${PARTITIONS} partition writes`, async () => {
    expect(await trace('')).toEqual([])
  })

  it('is broken where folders are not synced: the fault that the first test would show', async () => {
    expect(await trace('no-dir-fsync')).toContain('version 0: its folder is synced')
  })
})

/** What the writer says, and what an independent check of the table finds, after the k-th call failed. */
async function failAt(
  calls: string,
  error: string,
  k: number,
  plant = ''
): Promise<{ code: string | undefined; errors: string[]; rows: number }> {
  return withLake(async ({ root, store }) => {
    const answer = JSON.parse(await failNode([writer.path, 'land', root, '1'], calls, error, k, plant)) as {
      error?: { code: string }
    }
    const errors = (await checkTable(store, 't')).findings.filter(({ level }) => level === 'error').map(({ message }) => message)
    const again = JSON.parse(await failNode([writer.path, 'land', root, '1'], calls, error, 10_000)) as object
    expect(again).toEqual({ landed: 1 })
    const { rows } = await checkTable(store, 't')
    return { code: answer.error?.code, errors, rows }
  })
}

describe.skipIf(withoutStrace)('F10: a disk that fails or is full (needs strace)', () => {
  const cases: [calls: string, error: string, code: string, atLeast: number][] = [
    ['fsync', 'EIO', 'internal', 6],
    ['fsync', 'ENOSPC', 'disk.full', 6],
    ['?link,linkat', 'ENOSPC', 'disk.full', 2],
    ['?mkdir,mkdirat', 'ENOSPC', 'disk.full', 5]
  ]
  it.each(cases)(
    'at the k-th %s with %s, for every k, leaves no bad data under a final name, says %s, and goes on afterwards',
    async (calls, error, code, atLeast) => {
      let failures = 0
      // The first mkdir finds the lake's own folder there already: it may fail unseen.
      for (let k = calls.includes('mkdir') ? 2 : 1; ; k += 1) {
        const seen = await failAt(calls, error, k)
        expect(seen.errors, `k = ${k}`).toEqual([])
        if (seen.code === undefined) break
        expect(seen.code, `k = ${k}`).toBe(code)
        failures += 1
      }
      expect(failures).toBeGreaterThanOrEqual(atLeast)
    }
  )

  it('is not noticed where sync errors are ignored: the fault that the first test would show', async () => {
    expect((await failAt('fsync', 'EIO', 1, 'ignore-fsync-error')).code).toBeUndefined()
  })
})
