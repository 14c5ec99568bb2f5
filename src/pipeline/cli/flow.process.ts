import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { penstock, type Penstock } from './testing/penstock'

let cli: Penstock
beforeAll(async () => {
  cli = await penstock()
  await cli.run('init', cli.workspace)
  const spec = (name: string, change: object) =>
    writeFile(
      join(cli.workspace, 'datasets', `${name}.dataset.json`),
      JSON.stringify({
        ...{ format: 1, name, partition: { columns: ['day'], grain: 'day' } },
        source: { location: join(cli.folder, 'none.csv'), format: 'csv' },
        columns: [{ name: 'day', source: { header: 'day' }, type: 'date' }],
        ...change
      })
    )
  await spec('daily', { schedule: { cron: '30 6 * * *' }, range: { from: '2024-03-04', to: '2024-03-04' } })
  await spec('loose', {})
}, 60_000)
afterAll(() => cli.remove())

describe('penstock schedules', () => {
  it('lists what has a schedule, and pauses and resumes it', async () => {
    expect(await cli.ok('schedules')).toMatchObject([{ dataset: 'daily', schedule: { cron: '30 6 * * *', paused: false } }])
    expect(await cli.ok('schedules', 'daily', '--pause')).toMatchObject([{ nextAt: null, schedule: { paused: true } }])
    expect((await cli.run('schedules')).stdout).toMatch(/daily +30 6 \* \* \* +paused/)
    expect(await cli.ok('schedules', 'daily', '--resume')).toMatchObject([{ schedule: { paused: false } }])
    expect(await cli.ok('schedules', '--ticks')).toEqual([])
  })

  it('says of a dataset whose file cannot be used that nothing of it runs', async () => {
    const path = join(cli.workspace, 'datasets', 'bent.dataset.json')
    await writeFile(path, JSON.stringify({ format: 1, name: 'bent', schedule: { cron: 'at dawn' } }))
    const { code, stdout, stderr } = await cli.run('schedules')
    expect([code, stdout.includes('daily'), stdout.includes('bent')]).toEqual([0, true, false])
    expect(stderr).toMatch(/Nothing of bent runs by schedule: .*dataset\.invalid/s)
    await rm(path)
  })

  it('says which dataset it does not know, or has no schedule, and which options do not fit', async () => {
    expect(await cli.json('schedules', 'nobody')).toMatchObject({ value: { error: { code: 'dataset.missing' } } })
    expect(await cli.json('schedules', 'loose', '--pause')).toMatchObject({ value: { error: { code: 'schedule.invalid' } } })
    expect((await cli.run('schedules', '--pause')).code).toBe(2)
    expect((await cli.run('schedules', 'daily', '--pause', '--resume')).code).toBe(2)
  })
})

describe('penstock overview', () => {
  it('says in one sentence what needs somebody, and shows it first', async () => {
    expect(await cli.ok('overview')).toMatchObject({
      needing: 1,
      rows: [{ dataset: 'daily', attention: true }, { dataset: 'loose' }]
    })
    const { stdout } = await cli.run('overview')
    expect(stdout.split('\n')[0]).toBe('1 of 2 datasets need somebody.')
  })
})
