import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { keepScreenshot } from './fixtures/screenshot'
import { Connections } from './pages/connections'
import { Shell } from './pages/shell'

const SECRET = 'hunter2-of-the-window'

/** A server that lets in whoever sends the secret, on a port that the application was allowed to ask. */
async function guarded(): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const known = request.headers['x-key'] === SECRET
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' }).end('{}')
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
  process.env['PENSTOCK_ALLOW_HOSTS'] = `127.0.0.1:${port}`
  return { server, port }
}

let server: Server
let port: number
test.beforeAll(async () => ({ server, port } = await guarded()))
test.afterAll(() => {
  server.close()
  delete process.env['PENSTOCK_ALLOW_HOSTS']
})

/** Everything that the page holds as text: its elements, its inputs, what it stores. */
const allText = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((input) => (input as HTMLInputElement).value),
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage)
    ].join('\n')
  )

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''} ${nodes[0]?.html ?? ''}`)
}

test('A connection is added, given its secret, tested and removed; its secret is nowhere in the page.', async ({ page }) => {
  const shell = new Shell(page)
  const connections = new Connections(page)
  await shell.visit('#/settings/connections')
  await connections.add('guarded', 'htp:/wrong')
  await expect(page.getByText('An address with https:// or http://')).toBeVisible()
  await page.getByRole('textbox', { name: 'Base URL' }).fill(`http://127.0.0.1:${port}/`)
  await page.getByRole('textbox', { name: 'Headers' }).fill('X-Key: {secret.key}')
  await connections.save.click()
  await expect(connections.secrets).toContainText('not set')

  const run = connections.test.getByRole('button', { name: 'Test' })
  await run.click()
  await expect(connections.test).toContainText('It does not work: Secrets.')
  await connections.setSecret('key', 'not-the-right-one')
  await expect(connections.secrets).toContainText('set · until Penstock ends')
  await run.click()
  await expect(connections.test).toContainText('It does not work: Login.')
  await connections.setSecret('key', SECRET)
  await expect(connections.secrets.getByLabel('New value of key')).toHaveValue('')
  await run.click()
  await expect(connections.test).toContainText('It works.')
  expect(await allText(page)).not.toContain(SECRET)

  await page.reload()
  await expect(connections.test).toContainText('It works.')
  expect(await allText(page)).not.toContain(SECRET)
  await shell.visit('#/settings/connections')
  await expect(connections.list).toContainText('guarded')
  await page.getByRole('link', { name: 'guarded' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('There is no connection yet')).toBeVisible()
})

test('A connection is added and tested with the keyboard alone.', async ({ page }) => {
  await new Shell(page).visit('#/settings/connections/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).focus()
  await page.keyboard.type('by_keys')
  await page.keyboard.press('Tab')
  await page.keyboard.type(`http://127.0.0.1:${port}/`)
  await page.keyboard.press('Enter')
  const connections = new Connections(page)
  await expect(connections.secrets).toBeVisible()
  await connections.secrets.getByLabel('New value of key').focus()
  await page.keyboard.type(SECRET)
  await page.keyboard.press('Enter')
  await expect(connections.secrets).toContainText('set ·')
  await connections.test.getByRole('button', { name: 'Test' }).press('Enter')
  await expect(connections.test).toContainText('It does not work: Login.')
})

test('Variables have a value for each profile; another profile is told in the top bar.', { tag: '@window' }, async ({ page }) => {
  const shell = new Shell(page)
  await shell.visit('#/settings/variables')
  await page.getByRole('textbox', { name: 'New variable' }).fill('API_HOST')
  await page.getByRole('button', { name: 'Add a variable' }).click()
  await page.getByRole('textbox', { name: 'New profile' }).fill('test')
  await page.getByRole('button', { name: 'Add a profile' }).click()
  await page.getByRole('textbox', { name: 'API_HOST in default' }).fill('api.example')
  await page.getByRole('textbox', { name: 'API_HOST in test' }).fill('api-test.example')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Switch to test' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Switch' }).click()
  await expect(page.getByTestId('profile')).toHaveText('Profile test', { timeout: 30_000 })
  await page.getByRole('button', { name: 'Switch to default' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Switch' }).click()
  await expect(page.getByTestId('profile')).toBeHidden({ timeout: 30_000 })
})

test.describe('The pages of connections', { tag: '@browser' }, () => {
  test.setTimeout(240_000)

  for (const theme of ['light', 'dark'] as const) {
    test.describe(`in the ${theme} theme`, () => {
      test.use({ theme })

      for (const language of ['en', 'ko'] as const) {
        test(`have nothing serious in the way of anybody, in ${language}`, async ({ page }) => {
          const shell = new Shell(page)
          await shell.visit('#/settings/connections')
          const connections = new Connections(page)
          await connections.add('molit', `http://127.0.0.1:${port}/`)
          await connections.setSecret('key', SECRET)
          await connections.test.getByRole('button', { name: 'Test' }).click()
          await expect(connections.test).toContainText('It does not work')
          await shell.visit('#/settings')
          await shell.choose(language === 'en' ? 'English' : '한국어')
          for (const [screen, route, shows] of [
            ['connections', '#/settings/connections', 'http://127.0.0.1'],
            ['connection', '#/settings/connections/molit', '401'],
            ['connection-new', '#/settings/connections/new', 'MySQL / MariaDB'],
            ['variables', '#/settings/variables', 'default']
          ] as const) {
            await shell.visit(route)
            await expect(page.getByRole('main')).toContainText(shows)
            for (const size of [
              { width: 1280, height: 800 },
              { width: 1920, height: 1080 }
            ]) {
              await page.setViewportSize(size)
              await keepScreenshot(page, { screen, state: 'full', theme, language })
            }
            expect(await seriousFindings(page), screen).toEqual([])
          }
        })
      }
    })
  }
})
