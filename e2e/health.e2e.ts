import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures'
import { morning } from './fixtures/kinds'
import { keepScreenshot } from './fixtures/screenshot'
import { Shell } from './pages/shell'

const names = {
  en: ['Disk', 'Engine', 'Daily requests', 'Schedules', 'Retention'],
  ko: ['디스크', '엔진', '일일 호출 한도', '스케줄', '보존']
} as const

test.describe('The health of the engine', () => {
  test.use({ kind: morning })

  test('is opened by key, and tells the disk and what each dataset keeps', async ({ page }) => {
    const shell = new Shell(page)
    await shell.ready()
    await shell.press('g', 'h')
    await expect(page).toHaveURL(/#\/health$/)
    const kept = page.getByRole('table', { name: 'Retention' })
    for (const name of ['prices', 'rates', 'prices_monthly'])
      await expect(kept.getByRole('link', { name, exact: true })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Disk' })).toContainText(/\d+(\.\d+)? (GiB|TiB) of \d/)
    await expect(page.getByRole('region', { name: 'Engine' })).toContainText('collection: starts when it is needed')
    await kept.getByRole('link', { name: 'prices', exact: true }).click()
    await expect(page).toHaveURL(/#\/lake\/prices$/)
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`In the ${theme} theme`, { tag: '@browser' }, () => {
    test.use({ theme, kind: morning })
    test.setTimeout(120_000)

    for (const language of ['en', 'ko'] as const) {
      test(`health has nothing serious in the way of anybody, in ${language}`, async ({ page }) => {
        const shell = new Shell(page)
        await shell.visit('#/settings')
        await shell.choose(language === 'en' ? 'English' : '한국어')
        await shell.visit('#/health')
        for (const name of names[language]) await expect(page.getByRole('region', { name, exact: true })).toBeVisible()
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([])
        await keepScreenshot(page, { screen: 'health', state: 'full', theme, language })
        await page.setViewportSize({ width: 1920, height: 1080 })
        await keepScreenshot(page, { screen: 'health', state: 'full', theme, language })
      })
    }
  })
}
