import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { demoLake } from './fixtures/kinds'
import { keepScreenshot } from './fixtures/screenshot'
import { DatasetPage } from './pages/lake'
import { Shell } from './pages/shell'

const routes = [
  { screen: 'lake', route: '#/lake', shows: 'sim_daily_price' },
  { screen: 'dataset-month', route: '#/lake/sim_daily_price', shows: '2026' },
  { screen: 'dataset-day', route: '#/lake/sim_tick', shows: '' },
  { screen: 'dataset-rows', route: '#/lake/sim_ticker?tab=rows', shows: '000014' },
  { screen: 'dataset-schema', route: '#/lake/sim_ticker?tab=schema', shows: '종목코드' },
  { screen: 'dataset-quarantine', route: '#/lake/sim_daily_price?tab=quarantine', shows: 'close' },
  { screen: 'dataset-history', route: '#/lake/sim_daily_price?tab=history', shows: 'v0' }
]

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`)
}

test.describe('The demo lake', () => {
  test.use({ kind: demoLake })
  test.setTimeout(180_000)

  test('is labelled as simulated, and its planted troubles are seen', async ({ page }) => {
    await new Shell(page).visit('#/lake/sim_daily_price')
    const dataset = new DatasetPage(page)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('sim_daily_price')
    await expect(page.getByRole('main').getByText('SIMULATED', { exact: true })).toBeVisible()
    await expect(dataset.grid.locator('[data-state="missing"]')).toHaveCount(1)
    await expect(dataset.legend).toContainText('missing1')
    await dataset.tab('Quarantine', '격리')
    await expect(dataset.quarantine().getByRole('row')).toHaveCount(2)
  })

  for (const theme of ['light', 'dark'] as const) {
    test.describe(`in the ${theme} theme`, { tag: '@browser' }, () => {
      test.use({ theme })

      for (const language of ['en', 'ko'] as const) {
        test(`has nothing serious in the way of anybody, in ${language}`, async ({ page }) => {
          const shell = new Shell(page)
          await shell.visit('#/settings')
          await shell.choose(language === 'en' ? 'English' : '한국어')
          for (const { screen, route, shows } of routes) {
            await page.setViewportSize({ width: 1280, height: 800 })
            await shell.visit(route)
            await expect(page.getByRole('main')).toContainText(shows)
            expect(await seriousFindings(page), screen).toEqual([])
            await keepScreenshot(page, { screen, state: 'full', theme, language })
            await page.setViewportSize({ width: 1920, height: 1080 })
            await keepScreenshot(page, { screen, state: 'full', theme, language })
          }
        })
      }
    })
  }
})
