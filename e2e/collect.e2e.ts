import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, penstock, test } from './fixtures'
import { DEALS_KEY, startDeals, type DealsServer } from './fixtures/deals-server'
import { tabTo } from './fixtures/keyboard'
import { keepScreenshot } from './fixtures/screenshot'
import { CollectPage } from './pages/collect'
import { BackfillSheet } from './pages/runs'
import { Shell } from './pages/shell'

let server: DealsServer
test.beforeEach(async () => {
  server = await startDeals()
})
test.afterEach(async () => {
  await server.close()
  delete process.env['PENSTOCK_ALLOW_HOSTS']
})

/** A connection that asks this test's server, as if it had been made before. */
async function connection(workspace: string, name: string, more: object = {}): Promise<void> {
  const folder = join(workspace, 'connections')
  await mkdir(folder, { recursive: true })
  const limits = { perDay: 10_000, resetsAt: '00:05', zone: 'Asia/Seoul' }
  const spec = { format: 1, name, target: { kind: 'http', baseUrl: server.origin, limits }, ...more }
  await writeFile(join(folder, `${name}.connection.json`), JSON.stringify(spec))
}

/** Everything that the page holds as text, inputs as well. */
const allText = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((input) => (input as HTMLInputElement).value)
    ].join('\n')
  )

/** Sets up the apartment sales of two districts, with the key typed. */
async function setUpSales(page: Page, collect: CollectPage): Promise<void> {
  await new Shell(page).visit('#/add/collect')
  await collect.source(/^(Apartment sales|아파트 매매)/).click()
  await collect.field('Dataset', '데이터셋').fill('apt_trade')
  await page.getByRole('textbox', { name: /^(District codes|시군구 코드)/ }).fill('11110, 11680')
  await page.getByLabel(/^(Secret: |비밀 값: )serviceKey$/).fill(DEALS_KEY)
  await collect.setUp.click()
}

test.describe('A known source', () => {
  test('is set up, tried without showing its key, saved, and planned with its number of requests', async ({
    workspace,
    page
  }) => {
    const collect = new CollectPage(page)
    await connection(workspace, 'molit', { secrets: ['serviceKey'] })
    await setUpSales(page, collect)
    await expect(collect.send).toBeVisible()
    expect(await allText(page)).not.toContain(DEALS_KEY)

    await collect.field('Date', '날짜').fill('2026-01')
    await collect.send.click()
    await expect(collect.rows).toContainText('아파트 1단지')
    await expect(collect.trial).toContainText('serviceKey=•••')
    expect(server.asked.map((asked) => asked.get('serviceKey'))).toEqual([DEALS_KEY])
    expect(await allText(page)).not.toContain(DEALS_KEY)

    await collect.useColumns().click()
    await collect.save.click()
    await expect(collect.saved).toContainText('apt_trade is saved')
    const told = (await penstock(['datasets', '--workspace', workspace])) as { name: string }[]
    expect(told.map(({ name }) => name)).toContain('apt_trade')
    expect(server.asked).toHaveLength(1)

    await collect.backfill.click()
    const sheet = new BackfillSheet(page)
    await expect(sheet.bill).toContainText('Requests')
    await sheet.typeRange('2026-01', '2026-03')
    await expect(sheet.run).toHaveText('Run 3 partitions')
    await expect(sheet.bill).toContainText(/Requests\s*6/)
    expect(server.asked).toHaveLength(1)
  })

  test('says in its place that the key is wrong, and that the server is gone, and goes on', async ({ workspace, page }) => {
    const collect = new CollectPage(page)
    await connection(workspace, 'molit', { secrets: ['serviceKey'] })
    await new Shell(page).visit('#/add/collect')
    await collect.source(/^Apartment sales/).click()
    await collect.setUp.click()
    await expect(collect.error).toContainText('"districts" is not filled in.')
    await page.getByRole('textbox', { name: /^District codes/ }).fill('11110')
    await page.getByLabel('Secret: serviceKey').fill('not-the-key')
    await collect.setUp.click()
    await collect.send.click()
    await expect(collect.trial.getByRole('alert')).toContainText('SERVICE_KEY_IS_NOT_REGISTERED_ERROR')
    await server.close()
    await collect.send.click()
    await expect(collect.trial.getByRole('alert')).toContainText(/ECONNREFUSED|could not be reached|no answer/i)
    await expect(collect.save).toBeEnabled()
  })
})

test.describe('Any other API', () => {
  test('has its rows found in the answer, its columns taken over, and is collected', async ({ workspace, page }) => {
    const collect = new CollectPage(page)
    await connection(workspace, 'venue')
    await new Shell(page).visit('#/add/collect')
    await collect.source(/^Another API/).click()
    await collect.field('Connection', '연결').click()
    await page.getByRole('option', { name: 'venue' }).click()
    await collect.field('Path', '경로').fill('prices')
    await collect.field('Query', '쿼리').fill('date={from:%Y-%m-%d}')
    await collect.field('Date', '날짜').fill('2026-01-05')
    await collect.send.click()
    await expect(collect.path('data.list')).toBeVisible()
    await collect.path('data.list').click()
    await expect(collect.field('Path of the rows', '행이 있는 위치')).toHaveValue('data.list')
    await collect.send.click()
    await expect(collect.rows).toContainText('005930')
    await collect.useColumns().click()
    await collect.field('Name', '이름').fill('venue_prices')
    await collect.field('Partitioned by', '파티션 기준').click()
    await page.getByRole('option', { name: 'date · day' }).click()
    await collect.save.click()
    await expect(collect.saved).toBeVisible()
    const range = ['--from', '2026-01-05', '--to', '2026-01-06']
    await penstock(['backfill', 'venue_prices', ...range, '--yes', '--workspace', workspace])
    const partitions = (await penstock(['partitions', 'venue_prices', '--workspace', workspace])) as {
      dt: string
      rows: number
    }[]
    expect(partitions.filter(({ rows }) => rows > 0).map(({ dt, rows }) => [dt, rows])).toEqual([
      ['2026-01-05', 3],
      ['2026-01-06', 3]
    ])
  })

  test('is tried with the keyboard alone', async ({ workspace, page }) => {
    const collect = new CollectPage(page)
    await connection(workspace, 'api')
    await new Shell(page).visit('#/add/collect')
    await expect(collect.source(/^Another API/)).toBeVisible()
    await tabTo(page, collect.source(/^Another API/))
    await page.keyboard.press('Enter')
    await tabTo(page, collect.field('Path', '경로'))
    await page.keyboard.type('prices')
    await tabTo(page, collect.field('Path of the rows', '행이 있는 위치'))
    await page.keyboard.type('data.list')
    await tabTo(page, collect.field('Date', '날짜'))
    await page.keyboard.press('Enter')
    await expect(collect.rows).toContainText('005930')
    await tabTo(page, collect.useColumns())
    await page.keyboard.press('Enter')
    await expect(collect.file).toContainText('"close"')
    await tabTo(page, collect.save)
    await page.keyboard.press('Enter')
    await expect(collect.saved).toBeVisible()
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`In the ${theme} theme`, { tag: '@browser' }, () => {
    test.use({ theme })
    test.setTimeout(180_000)

    for (const language of ['en', 'ko'] as const) {
      test(`collecting has nothing serious in the way of anybody, in ${language}`, async ({ workspace, page }) => {
        const shell = new Shell(page)
        const collect = new CollectPage(page)
        await connection(workspace, 'molit', { secrets: ['serviceKey'] })
        await shell.visit('#/settings')
        await shell.choose(language === 'en' ? 'English' : '한국어')
        await shell.visit('#/add/collect')
        await expect(collect.source(/^(Apartment sales|아파트 매매)/)).toBeVisible()
        await looked(page, 'collect-sources', theme, language)
        await setUpSales(page, collect)
        await collect.send.click()
        await expect(collect.rows).toContainText('아파트 1단지')
        await looked(page, 'collect', theme, language)
        await collect.save.click()
        await collect.backfill.click()
        const sheet = new BackfillSheet(page)
        await expect(sheet.bill).toContainText(/(Requests|호출 횟수)\s*\d/)
        await sheet.typeRange('2026-01', '2026-03')
        await expect(sheet.bill).toContainText(/(Requests|호출 횟수)\s*6/)
        await looked(page, 'backfill-requests', theme, language)
      })
    }
  })
}

/** Nothing serious is found by axe, and pictures of both sizes are kept. */
async function looked(page: Page, screen: string, theme: 'light' | 'dark', language: 'ko' | 'en'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`),
    screen
  ).toEqual([])
  await keepScreenshot(page, { screen, state: 'full', theme, language })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await keepScreenshot(page, { screen, state: 'full', theme, language })
  await page.setViewportSize({ width: 1280, height: 800 })
}
