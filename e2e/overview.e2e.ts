import AxeBuilder from '@axe-core/playwright'
import { expect, penstock, test } from './fixtures'
import { dailyDataset, seoulDate, seoulDates, writeDays } from './fixtures/flow'
import { tabTo } from './fixtures/keyboard'
import { morning } from './fixtures/kinds'
import { keepScreenshot } from './fixtures/screenshot'
import { DatasetPage } from './pages/lake'
import { OverviewPage } from './pages/overview'
import { BackfillSheet } from './pages/runs'
import { Shell } from './pages/shell'

test.describe('The overview', () => {
  test('is the first screen, and without data says what to do', async ({ page }) => {
    const shell = new Shell(page)
    await shell.ready()
    await expect(page).toHaveURL(/#\/overview$/)
    await expect(new OverviewPage(page).empty).toBeVisible()
    await shell.press('g', 'l')
    await expect(page).toHaveURL(/#\/lake/)
    await shell.press('g', 'o')
    await expect(page).toHaveURL(/#\/overview/)
    await shell.press('g', 'l', 'Control+1')
    await expect(page).toHaveURL(/#\/overview/)
  })

  test(
    'asks a late source again: refuses an empty day, and takes it in by its own row once it has come',
    { tag: '@window' },
    async ({ workspace, page }) => {
      // Four weeks, so that yesterday is expected also on a Sunday.
      await dailyDataset(workspace, 'prices', seoulDates(34, 2), { whenEmpty: 'refuse' })
      await new Shell(page).visit('#/overview')
      const overview = new OverviewPage(page)
      await expect(overview.state('prices')).toHaveAttribute('data-state', 'late')
      await overview.checkLate().click()
      await expect(page.getByRole('main').getByRole('status')).toContainText('The source of 1 dataset was asked again.')
      await expect(overview.state('prices')).toHaveAttribute('data-state', 'refused')
      await writeDays(workspace, 'prices', seoulDates(34, 1))
      await overview.row('prices').getByRole('link', { name: '1 refused' }).click()
      const sheet = new BackfillSheet(page)
      await expect(sheet.run).toHaveText('Run 1 partition')
      await sheet.run.click()
      await expect(sheet.verdict).toContainText('1 of 1 partitions changed')
      await new Shell(page).visit('#/overview')
      await expect(overview.state('prices')).toHaveAttribute('data-state', 'ok')
      await expect(overview.sentence).toHaveAttribute('data-needing', '0')
    }
  )

  test('pauses a schedule and takes it up again, and keeps both', { tag: '@window' }, async ({ workspace, page }) => {
    await dailyDataset(workspace, 'prices', seoulDates(6, 1), { schedule: { cron: '0 7 * * *', missed: 'skip' } })
    const shell = new Shell(page)
    await shell.visit('#/overview')
    const overview = new OverviewPage(page)
    const paused = async (): Promise<unknown> =>
      ((await penstock(['schedules', 'prices', '--workspace', workspace])) as { schedule: { paused: boolean } }[])[0]?.schedule
        .paused
    await expect(overview.schedule('prices')).toBeChecked()
    await overview.schedule('prices').press('Space')
    await expect(overview.schedule('prices')).not.toBeChecked()
    await expect(overview.schedules).toContainText('paused')
    expect(await paused()).toBe(true)
    await page.reload()
    await shell.ready()
    await expect(overview.schedule('prices')).not.toBeChecked()
    await overview.schedule('prices').press('Space')
    await expect(overview.schedule('prices')).toBeChecked()
    expect(await paused()).toBe(false)
  })
})

test.describe('The overview of a morning', () => {
  test.use({ kind: morning })

  test('says what needs somebody, first things first, with strips, who is affected and whose it is', async ({ page }) => {
    await new Shell(page).visit('#/overview')
    const overview = new OverviewPage(page)
    await expect(overview.sentence).toHaveText(/^[12] of 3 datasets needs? you$/)
    const names = await overview.names()
    expect(names[0]).toBe('prices')
    expect(names.indexOf('rates')).toBeGreaterThan(0)
    await expect(overview.row('prices')).toContainText('owner market-data')
    await expect(overview.state('prices')).toHaveAttribute('data-state', /^(late|missing)$/)
    await expect(overview.state('rates')).toHaveAttribute('data-state', 'ok')
    await expect(overview.strip('rates')).toHaveAttribute('aria-label', /^rates, last 20: 20 ok$/)
    await expect(overview.strip('prices').locator(`[title^="${seoulDate(10)} · missing"]`)).toHaveCount(1)
    await overview.row('prices').getByRole('button', { name: '1 dataset made from prices' }).click()
    await page.getByRole('menuitem', { name: 'prices_monthly' }).click()
    await expect(page).toHaveURL(/#\/lake\/prices_monthly$/)
  })

  test('leads to the sheet of what is missing, and starts nothing by a key', async ({ workspace, page }) => {
    const shell = new Shell(page)
    await shell.visit('#/overview')
    const overview = new OverviewPage(page)
    await expect(overview.backfillMissing()).toContainText(/^Backfill missing \(\d+\)$/)
    await shell.press('b')
    const which = page.getByRole('menuitem', { name: /^prices\b/ })
    if (await which.isVisible()) await which.click()
    await expect(page).toHaveURL(/#\/backfill\?dataset=prices&only=missing$/)
    expect(await penstock(['runs', 'prices', '--workspace', workspace])).toHaveLength(1)
  })

  test('keeps a note, and lets a snoozed dataset need nobody', async ({ page }) => {
    await new Shell(page).visit('#/overview')
    const overview = new OverviewPage(page)
    await expect(overview.sentence).toHaveAttribute('data-needing', /^[12]$/)
    const before = Number(await overview.sentence.getAttribute('data-needing'))
    await overview.note('prices', 'vendor outage', 'yesterday')
    await expect(overview.row('prices')).not.toContainText('vendor outage')
    await expect(page.getByText('A time is HH:MM')).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await overview.note('prices', 'vendor outage', `${seoulDate(-2)} 08:00`)
    await expect(overview.row('prices')).toContainText('vendor outage')
    await expect(overview.row('prices')).toContainText(`snoozed until ${seoulDate(-2).slice(5)} 08:00`)
    await expect(overview.sentence).toHaveAttribute('data-needing', String(before - 1))
    await expect(page.getByRole('contentinfo').locator('[data-needing]')).toHaveAttribute('data-needing', String(before - 1))
    await overview.takeNoteAway('prices')
    await expect(overview.sentence).toHaveAttribute('data-needing', String(before))
  })

  test('leads by Tab and Enter alone from a row to its sheet, and along the lineage', { tag: '@browser' }, async ({ page }) => {
    const shell = new Shell(page)
    await shell.visit('#/overview')
    const missing = new OverviewPage(page).row('prices').getByRole('link', { name: /^\d+ missing$/ })
    await expect(missing).toBeVisible()
    await tabTo(page, missing)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#\/backfill\?dataset=prices&only=missing$/)
    await shell.visit('#/lake/prices?tab=lineage')
    const mart = page.getByRole('link', { name: 'prices_monthly, mart' })
    await expect(mart).toBeVisible()
    await tabTo(page, mart)
    await page.keyboard.press('Enter')
    await expect(new DatasetPage(page).heading).toHaveText('prices_monthly')
  })

  test('shows what ran, and opens it', async ({ page }) => {
    await new Shell(page).visit('#/overview')
    const overview = new OverviewPage(page)
    await expect(overview.runBars().first()).toBeVisible()
    await overview.runs.locator('a[data-run]').first().click()
    await expect(page).toHaveURL(/#\/runs\/.+/)
  })

  test('says in the title of a browser tab how many need somebody', { tag: '@browser' }, async ({ page }) => {
    await new Shell(page).visit('#/overview')
    const needing = new OverviewPage(page).sentence
    await expect(needing).toHaveAttribute('data-needing', /^[1-9]/)
    await expect
      .poll(async () => (await page.title()) === `(${(await needing.getAttribute('data-needing')) ?? ''}) Penstock`)
      .toBe(true)
  })
})

test.describe('The lake of a morning', () => {
  test.use({ kind: morning })

  test('leads from a selection to the sheet of exactly that, by button and by key', async ({ page }) => {
    const shell = new Shell(page)
    const [from, to] = [seoulDate(6), seoulDate(4)]
    await shell.visit('#/lake/prices')
    const dataset = new DatasetPage(page)
    await dataset.typeRange(from, to)
    const sheet = new RegExp(`#/backfill\\?dataset=prices&from=${from}&to=${to}$`)
    await dataset.selection.getByRole('link', { name: 'Backfill…' }).click()
    await expect(page).toHaveURL(sheet)
    await shell.visit(`#/lake/prices?from=${from}&to=${to}`)
    await dataset.cell(to).focus()
    await shell.press('b')
    await expect(page).toHaveURL(sheet)
  })

  test('counts in its legend what its list holds, and tells what is not expected apart', async ({ workspace, page }) => {
    await new Shell(page).visit('#/lake/prices')
    const dataset = new DatasetPage(page)
    await expect(dataset.legend).toBeVisible()
    const listed = (await penstock(['partitions', 'prices', '--workspace', workspace])) as { state: string }[]
    for (const [state, of] of Object.entries(Object.groupBy(listed, (partition) => partition.state)))
      await expect(dataset.legend.locator(`[data-legend="${state}"]`)).toContainText(String(of?.length ?? 0))
    await expect(dataset.cell(seoulDate(10))).toHaveAttribute('data-state', 'missing')
    await expect(dataset.grid.locator('[data-absent="out_of_range"]').first()).toHaveAttribute('aria-label', /out of range$/)
  })

  test('shows where a dataset comes from and what is made of it', async ({ page }) => {
    await new Shell(page).visit('#/lake/prices?tab=lineage')
    const lineage = page.getByRole('navigation', { name: 'Where prices comes from and what is made of it' })
    for (const stage of ['collect', 'lake', 'mart']) await expect(lineage.getByText(stage, { exact: true })).toBeVisible()
    await expect(lineage.getByRole('link', { name: 'prices, this dataset' })).toHaveAttribute('aria-current', 'page')
    await expect(lineage.getByText('rates')).toHaveCount(0)
    await lineage.getByRole('link', { name: 'prices_monthly, mart' }).focus()
    await page.keyboard.press('Enter')
    await expect(new DatasetPage(page).heading).toHaveText('prices_monthly')
    await new DatasetPage(page).tab('SQL', 'SQL')
    await expect(page.getByRole('main').locator('pre')).toContainText("date_trunc('month', date)")
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`In the ${theme} theme`, { tag: '@browser' }, () => {
    test.use({ theme, kind: morning })

    for (const language of ['en', 'ko'] as const) {
      test(`the overview and the lineage have nothing serious in the way of anybody, in ${language}`, async ({ page }) => {
        const shell = new Shell(page)
        await shell.visit('#/settings')
        await shell.choose(language === 'en' ? 'English' : '한국어')
        for (const [screen, route, shows] of [
          ['overview', '#/overview', 'prices_monthly'],
          ['lineage', '#/lake/prices?tab=lineage', 'prices_monthly']
        ] as const) {
          await page.setViewportSize({ width: 1280, height: 800 })
          await shell.visit(route)
          await expect(page.getByRole('main')).toContainText(shows)
          const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
          const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          expect(
            serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`),
            screen
          ).toEqual([])
          await keepScreenshot(page, { screen, state: 'full', theme, language })
          await page.setViewportSize({ width: 1920, height: 1080 })
          await keepScreenshot(page, { screen, state: 'full', theme, language })
        }
      })
    }
  })
}
