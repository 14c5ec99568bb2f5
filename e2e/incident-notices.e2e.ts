import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, penstock, test } from './fixtures'
import { clickNotice, hearSignals, signalsOf } from './fixtures/desktop-signals'
import { changeSpec, dailyDataset, seoulDate, seoulDates } from './fixtures/flow'
import { inTemporaryFolder, launchDesktop } from './fixtures/programs'
import { IncidentsPage } from './pages/incidents'
import { Shell } from './pages/shell'

const checks = [{ id: 'positive', kind: 'range', column: 'value', min: '0', severity: 'warn' }]

/** Days of which the last `bad` have a value below zero. */
const writeSource = (workspace: string, dates: readonly string[], bad: number): Promise<void> => {
  const value = (index: number): number => (index < dates.length - bad ? 1 : -1)
  const lines = dates.flatMap((date, index) => [`${date},a,${value(index)}`, `${date},b,2`])
  return writeFile(join(workspace, 'rates.csv'), ['date,code,value', ...lines, ''].join('\n'))
}

const again = (workspace: string, from: number): Promise<unknown> =>
  penstock([
    'backfill',
    'rates',
    '--from',
    seoulDate(from),
    '--to',
    seoulDate(1),
    '--only',
    'all',
    '--yes',
    '--workspace',
    workspace
  ])

const notices = async (desktop: ElectronApplication): Promise<string[]> => (await signalsOf(desktop)).notices

async function watched(workspace: string, use: (desktop: ElectronApplication) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (profile) => {
    const desktop = await launchDesktop({ workspace, profile })
    await hearSignals(desktop)
    await new Shell(await desktop.firstWindow()).visit('#/settings')
    await use(desktop)
    await desktop.close()
  })
}

test.describe('The notification of incidents', { tag: '@window' }, () => {
  test.setTimeout(120_000)

  test('tells one incident once, and opens it', async ({ workspace }) => {
    const dates = seoulDates(20, 1)
    await dailyDataset(workspace, 'rates', dates)
    await changeSpec(workspace, 'rates', { checks })
    await watched(workspace, async (desktop) => {
      await writeSource(workspace, dates, 1)
      await again(workspace, 1)
      const one = `rates ${seoulDate(1)}: something is wrong with the data (positive)`
      await expect.poll(() => notices(desktop)).toEqual([one])
      await again(workspace, 1)
      await clickNotice(desktop)
      const page = await desktop.firstWindow()
      await expect(page).toHaveURL(/#\/incidents\/rates%2F/)
      await expect(new IncidentsPage(page).detail).toContainText('value')
      expect(await notices(desktop)).toEqual([one])
    })
  })

  test('tells a storm of twelve as one', async ({ workspace }) => {
    const dates = seoulDates(20, 1)
    await dailyDataset(workspace, 'rates', dates)
    await writeSource(workspace, dates, 12)
    await again(workspace, 12)
    await changeSpec(workspace, 'rates', { checks })
    await watched(workspace, async (desktop) => {
      await penstock(['check', 'rates', '--workspace', workspace]).catch(() => undefined)
      const open = (await penstock(['incidents', '--workspace', workspace])) as unknown[]
      expect(open).toHaveLength(12)
      await expect.poll(() => notices(desktop)).toEqual(['12 data incidents: rates'])
      await penstock(['check', 'rates', '--workspace', workspace]).catch(() => undefined)
      await clickNotice(desktop)
      await expect(await desktop.firstWindow()).toHaveURL(/#\/incidents$/)
      expect(await notices(desktop)).toHaveLength(1)
    })
  })
})
