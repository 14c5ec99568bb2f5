import { utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { isSourced, type Backfill, type CompleteWhen, type ErrorCode, type SourcedSpec } from '../../contract'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { settled } from './arrival-record'
import { startedIn, watchedFolder, watching } from '../testing/watching'

/** A watched folder whose files count once `when` holds, with one file in it. Without workers each run fails, and is noted all the same. */
async function setUp(when: CompleteWhen) {
  const { workspace, path, write } = await watchedFolder()
  const clock = standingClock(Date.parse('2024-03-05T00:00:00Z'))
  const spawnWorker = () => Promise.reject(new Error('no workers here'))
  const one = await watching(workspace, { ...nodeHost('').host, clock, spawnWorker })
  onTestFinished(() => one.end())
  if (!isSourced(one.spec)) throw new Error('days is read from a folder')
  const spec: SourcedSpec = { ...one.spec, source: { ...one.spec.source, completeWhen: when } }
  const file = path('2024-03-01')
  await write('2024-03-01')
  const at = new Date(clock.now())
  await utimes(file, at, at)
  const look = async (): Promise<(string[] | undefined)[]> => {
    await one.watch.look(spec)
    clock.pass(2_000)
    await one.watch.look(spec)
    return startedIn(one).map(({ plan }) => plan.selection.dts)
  }
  return { clock, look, folder: dirname(file) }
}

it('files come once a marker lies beside them', async () => {
  const { look, folder } = await setUp({ marker: '_SUCCESS' })
  expect(await look()).toEqual([])
  await writeFile(join(folder, '_SUCCESS'), '')
  expect(await look()).toEqual([['2024-03-01']])
})

it('files come once none of them grew for some minutes', async () => {
  const { look, clock } = await setUp({ quietMinutes: 10 })
  expect(await look()).toEqual([])
  clock.pass(595_000)
  expect(await look()).toEqual([])
  clock.pass(5_000)
  expect(await look()).toEqual([['2024-03-01']])
})

it('files come with their manifest, which is no file of rows itself', async () => {
  const { look, folder } = await setUp({ manifest: 'counts.csv', rows: 'rows' })
  expect(await look()).toEqual([])
  await writeFile(join(folder, 'counts.csv'), '{"rows":1}')
  expect(await look()).toEqual([['2024-03-01']])
})

it('files that were refused for not being whole are asked for again, as those whose run broke are', () => {
  const given = { name: 'a.csv', bytes: 1, modifiedMs: 1, dt: '2024-03-01' }
  const record = { loaded: [], failed: [], given: { backfill: 'b', files: [given] } }
  const ended = (code: ErrorCode): Backfill =>
    ({
      dataset: 'days',
      finishedAt: '2024-03-05T00:00:00.000Z',
      items: [{ dataset: 'days', dt: '2024-03-01', state: 'refused', error: { code, message: '', retriable: true } }]
    }) as unknown as Backfill
  expect(settled(record, ended('source.incomplete'), 0).failed).toMatchObject([{ name: 'a.csv', times: 1 }])
  expect(settled(record, ended('check.failed'), 0).failed).toEqual([])
})
