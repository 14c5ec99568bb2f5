import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckReport, CheckSuggestion, ErrorData } from '../contract'
import { declareDaily, writeDay } from './testing/daily'
import { penstock, type Penstock } from './testing/penstock'

const DAYS = ['2023-08-01', '2023-08-02', '2023-08-03', '2023-08-04']

let cli: Penstock
beforeAll(async () => {
  cli = await penstock()
  await cli.run('init', cli.workspace)
  await declareDaily(cli)
  for (const day of DAYS) await writeDay(cli, day, `A,${day === '2023-08-03' ? 900 : 1}\nB,2\n`)
  await cli.ok('backfill', 'daily', '--from', '2023-08-01', '--to', '2023-08-04', '--yes')
}, 90_000)
afterAll(() => cli.remove())

/** Writes checks into the dataset file, as a person does. */
async function declare(checks: object[]): Promise<void> {
  const path = join(cli.workspace, 'datasets', 'daily.dataset.json')
  const spec = JSON.parse(await readFile(path, 'utf8')) as object
  await writeFile(path, JSON.stringify({ ...spec, checks }))
}

const low = (severity: string) => ({ id: 'low', kind: 'rule', sql: 'n < 100', severity })

describe('penstock check', () => {
  it('says where there is nothing to check by', async () => {
    const { code, stdout } = await cli.run('check', 'daily')
    expect([code, stdout]).toEqual([0, expect.stringContaining('penstock check daily --suggest')])
  })

  it('ends with 3 where a check that blocks fails, and names partition, reason and rows', async () => {
    await declare([low('block')])
    const { code, value } = await cli.json('check', 'daily')
    const report = value as CheckReport
    expect([code, report.partitions, report.fired]).toEqual([3, 4, [{ check: 'low', failed: 1, skipped: 0, of: 4 }]])
    const failed = report.results.filter(({ state }) => state === 'failed')
    expect(failed).toMatchObject([{ dt: '2023-08-03', reason: 'rule.untrue', failingRows: 1, rows: 2 }])
    const text = await cli.run('check', 'daily')
    expect(text.stdout).toMatch(/2023-08-03 +low +block +rule\.untrue/)
  })

  it('ends with 0 where it only warns, and where the range leaves the bad day out', async () => {
    await declare([low('warn')])
    expect((await cli.run('check', 'daily')).code).toBe(0)
    await declare([low('block')])
    expect((await cli.run('check', 'daily', '--from', '2023-08-04')).code).toBe(0)
    expect((await cli.run('check', 'daily', '--from', '2023-08-01', '--to', '2023-08-02')).code).toBe(0)
  })

  it('refuses SQL that reads more than a row, by the name of the check', async () => {
    await declare([{ id: 'sly', kind: 'rule', sql: "getenv('HOME') = ''" }])
    const { code, value } = await cli.json('check', 'daily')
    expect([code, (value as { error: ErrorData }).error.code]).toEqual([3, 'sql.function'])
    expect(JSON.stringify(value)).toContain('Check sly')
  })

  it('--suggest shows checks with their evidence, as they can stand in the file', async () => {
    await declare([])
    const found = (await cli.ok('check', 'daily', '--suggest')) as CheckSuggestion[]
    expect(found.map(({ check }) => check.kind)).toContain('unique')
    expect((await cli.run('check', 'daily', '--suggest', '--from', '2023-08-01')).code).toBe(2)
  })
})
