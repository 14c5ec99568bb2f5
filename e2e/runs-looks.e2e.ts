import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { demoLake } from './fixtures/kinds'
import { keepScreenshot } from './fixtures/screenshot'
import { BackfillSheet } from './pages/runs'
import { Shell } from './pages/shell'

const routes = [
  { screen: 'runs-timeline', route: '#/runs', shows: 'sim_daily_price' },
  { screen: 'runs-table', route: '#/runs?tab=table', shows: 'sim_daily_price' },
  { screen: 'runs-groups', route: '#/runs?tab=table&group=dataset', shows: 'sim_daily_price' },
  { screen: 'runs-trend', route: '#/runs?tab=trend&dataset=sim_daily_price', shows: 'sim_daily_price' },
  { screen: 'backfill-choose', route: '#/backfill', shows: '' },
  { screen: 'backfill-plan', route: '#/backfill?dataset=sim_daily_price&only=all', shows: 'Asia/Seoul' }
]

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''} ${nodes[0]?.html ?? ''}`)
}

interface Shown {
  screen: string
  theme: 'light' | 'dark'
  language: 'ko' | 'en'
}

/** A screen without serious findings, and its picture in both sizes. */
async function look(page: Page, { screen, theme, language }: Shown): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(await seriousFindings(page), screen).toEqual([])
  await keepScreenshot(page, { screen, state: 'full', theme, language })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await keepScreenshot(page, { screen, state: 'full', theme, language })
}

test.describe('The runs of the demo lake', { tag: '@browser' }, () => {
  test.use({ kind: demoLake })
  test.setTimeout(240_000)

  for (const theme of ['light', 'dark'] as const) {
    test.describe(`in the ${theme} theme`, () => {
      test.use({ theme })

      for (const language of ['en', 'ko'] as const) {
        test(`have nothing serious in the way of anybody, in ${language}`, async ({ page }) => {
          const shell = new Shell(page)
          await shell.visit('#/settings')
          await shell.choose(language === 'en' ? 'English' : '한국어')
          for (const { screen, route, shows } of routes) {
            await shell.visit(route)
            await expect(page.getByRole('main')).toContainText(shows)
            await look(page, { screen, theme, language })
          }
          const sheet = new BackfillSheet(page)
          await expect(sheet.run).toBeEnabled({ timeout: 60_000 })
          await sheet.run.click()
          await expect(sheet.verdict).toBeVisible({ timeout: 120_000 })
          await look(page, { screen: 'backfill-proof', theme, language })
          await shell.visit('#/backfill?dataset=sim_daily_price&only=all&publish=review')
          await sheet.run.click()
          await expect(sheet.progress).toBeVisible()
          await shell.visit('#/runs?tab=table')
          await page.getByRole('main').locator('[col-id="startedAt"]').getByRole('link').first().click()
          await expect(page.getByRole('tabpanel')).toBeVisible()
          await look(page, { screen: 'run', theme, language })
        })
      }
    })
  }
})
