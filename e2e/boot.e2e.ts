import { expect, test } from './fixtures'
import { demoLake } from './fixtures/kinds'
import { keepScreenshot } from './fixtures/screenshot'

test.use({ kind: demoLake })

test('Penstock opens on the demo lake, and its pages break no rule of their own policy', async ({ opened: { page } }) => {
  const broken: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) broken.push(message.text())
  })
  await page.reload()
  await expect(page.locator('[data-connection="ready"]')).toBeVisible()
  await expect(page.getByText('sim_daily_price').first()).toBeVisible()
  await keepScreenshot(page, { screen: 'lake', state: 'full', theme: 'light', language: 'en' })
  expect(broken).toEqual([])
})
