import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, penstock, test } from './fixtures'
import { clickNotice, hearSignals, signalsOf } from './fixtures/desktop-signals'
import { dailyDataset, seoulDate, seoulDates, writeDays } from './fixtures/flow'
import { inTemporaryFolder, launchDesktop } from './fixtures/programs'
import { Shell } from './pages/shell'

const sourceOf = (workspace: string, name: string): string => join(workspace, `${name}.csv`)

/** Loads yesterday again, whatever comes of it. */
const again = (workspace: string, name: string): Promise<unknown> =>
  penstock([
    'backfill',
    name,
    '--from',
    seoulDate(1),
    '--to',
    seoulDate(1),
    '--only',
    'all',
    '--yes',
    '--workspace',
    workspace
  ]).catch(() => undefined)

const badge = async (desktop: ElectronApplication): Promise<number | undefined> => (await signalsOf(desktop)).badges.at(-1)
const heard = async (desktop: ElectronApplication): Promise<number> => (await signalsOf(desktop)).badges.length

/** Some desktops have none. */
const NO_TRAY = 'there is no tray'

test.describe('The badge and the notification', { tag: '@window' }, () => {
  test('tell how many need somebody, once when it gets worse, and not at the start', async ({ workspace }) => {
    const dates = seoulDates(4, 1)
    await dailyDataset(workspace, 'rates', dates)
    await dailyDataset(workspace, 'prices', seoulDates(6, 4))
    await inTemporaryFolder(async (profile) => {
      const desktop = await launchDesktop({ workspace, profile })
      await hearSignals(desktop)
      const page = await desktop.firstWindow()
      const shell = new Shell(page)
      await shell.visit('#/settings')
      await expect.poll(() => badge(desktop)).toBe(1)
      expect((await signalsOf(desktop)).notices).toEqual([])

      // A source that is gone is late, which is no incident: that would have a notification of its own.
      await rm(sourceOf(workspace, 'rates'))
      await again(workspace, 'rates')
      await expect.poll(() => badge(desktop)).toBe(2)
      expect((await signalsOf(desktop)).notices).toEqual(['rates needs you; 2 in all.'])
      const tip = async (): Promise<string | undefined> => (await signalsOf(desktop)).tip
      await expect
        .poll(async () => (await tip()) ?? NO_TRAY)
        .toMatch(/^(there is no tray|Penstock: 2 datasets need you, No job is running)$/)

      const before = await heard(desktop)
      await again(workspace, 'rates')
      await expect.poll(() => heard(desktop)).toBeGreaterThan(before)
      await expect.poll(() => badge(desktop)).toBe(2)

      await writeDays(workspace, 'rates', dates)
      await again(workspace, 'rates')
      await expect.poll(() => badge(desktop)).toBe(1)
      expect((await signalsOf(desktop)).notices).toHaveLength(1)

      await clickNotice(desktop)
      await expect(page).toHaveURL(/#\/overview$/)
      await desktop.close()
    })
  })
})
