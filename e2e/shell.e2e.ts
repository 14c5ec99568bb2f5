import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures'
import { keepScreenshot } from './fixtures/screenshot'
import { Shell } from './pages/shell'

test.describe('The shell', () => {
  test('goes from screen to screen by keys, physical ones, and back', async ({ page }) => {
    const shell = new Shell(page)
    await shell.ready()
    await shell.press('g', 'a')
    await expect(page).toHaveURL(/#\/add/)
    await shell.press('Control+7')
    await expect(page).toHaveURL(/#\/settings/)
    await shell.press('Alt+ArrowLeft')
    await expect(page).toHaveURL(/#\/add/)
    await shell.press('Alt+ArrowRight')
    await expect(page).toHaveURL(/#\/settings/)
    await shell.press('Shift+Slash')
    await expect(shell.keys).toBeVisible()
  })

  test('finds screens in the palette, also in the wrong layout and by initials', async ({ page }) => {
    const shell = new Shell(page)
    await shell.ready()
    await shell.search('ㄴㄷㅅ샤ㅜㅎㄴ')
    await expect(shell.palette.getByText('Settings')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#\/settings/)
  })

  test('changes language and theme live and keeps them over a reload', async ({ page }) => {
    const shell = new Shell(page)
    await shell.visit('#/settings')
    await shell.choose('한국어')
    await expect(shell.heading()).toHaveText('설정')
    await shell.choose('어둡게')
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await page.reload()
    await shell.ready()
    await expect(shell.heading()).toHaveText('설정')
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  })

  test('breaks none of its own rules for content', async ({ page }) => {
    const shell = new Shell(page)
    const violations: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    for (const route of ['#/lake', '#/add', '#/settings']) await shell.visit(route)
    await shell.openTray()
    await page.keyboard.press('Escape')
    await shell.search('x')
    expect(violations).toEqual([])
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`In the ${theme} theme`, () => {
    test.use({ theme })

    for (const route of ['lake', 'add', 'settings']) {
      test(`${route} has nothing serious in the way of anybody`, async ({ page }) => {
        const shell = new Shell(page)
        await shell.visit(`#/${route}`)
        await expect(shell.heading()).toBeVisible()
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
        expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([])
        await keepScreenshot(page, { screen: route, state: 'empty', theme, language: 'en' })
      })
    }
  })
}
