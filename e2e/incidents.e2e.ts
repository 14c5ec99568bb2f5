import AxeBuilder from '@axe-core/playwright'
import { expect, penstock, test } from './fixtures'
import { seoulDate } from './fixtures/flow'
import { keepScreenshot } from './fixtures/screenshot'
import { troubled } from './fixtures/troubles'
import { IncidentsPage } from './pages/incidents'
import { OverviewPage } from './pages/overview'
import { Shell } from './pages/shell'

const id = (back: number, check: string): string => `kor_close/${seoulDate(back)}/check/${check}`

test.describe('Without trouble', () => {
  test('the incidents say so in one calm sentence', async ({ page }) => {
    const shell = new Shell(page)
    await shell.ready()
    await shell.press('g', 'i')
    await expect(page).toHaveURL(/#\/incidents$/)
    await expect(new IncidentsPage(page).empty).toBeVisible()
  })
})

test.describe('A dataset with failed checks', () => {
  test.use({ kind: troubled })
  test.setTimeout(120_000)

  test('is dealt with by the keyboard alone', async ({ workspace, page }) => {
    const shell = new Shell(page)
    const incidents = new IncidentsPage(page)
    await shell.ready()
    await shell.press('g', 'i')
    await expect(incidents.row(id(2, 'close_there'))).toBeVisible()
    await shell.press('j', 'j')
    await expect(incidents.list.locator('[data-incident] [data-row]:focus')).toHaveCount(1)
    await shell.press('Enter')
    await expect(incidents.failingRows()).toBeVisible()
    await shell.press('a')
    await expect(incidents.detail.getByText('Acknowledged', { exact: true }).first()).toBeVisible()
    const told = (await penstock(['incidents', '--workspace', workspace])) as { id: string; state: string }[]
    const opened = await incidents.detail.getAttribute('data-detail')
    expect(told.find((one) => one.id === opened)?.state).toBe('acknowledged')
    await shell.press('Escape')
    await expect(incidents.detail).toHaveCount(0)
    await expect(incidents.list.locator('[data-incident] [data-row]:focus')).toHaveCount(1)
  })

  test('shows what was expected, what was seen, the rows themselves, and what it affects', async ({ page }) => {
    await new Shell(page).visit(`#/incidents/${encodeURIComponent(id(2, 'close_there'))}`)
    const incidents = new IncidentsPage(page)
    const { detail } = incidents
    await expect(detail.getByRole('heading', { level: 2 })).toHaveText('close is empty in 3 of 6 rows (50 %)')
    await expect(detail).toContainText('empty: none')
    await expect(incidents.failingRows().getByText('005930')).toBeVisible()
    await expect(detail.getByRole('link', { name: 'kor_close_monthly' })).toBeVisible()
    await detail.getByRole('link', { name: 'Collect this partition again' }).click()
    await expect(page).toHaveURL(new RegExp(`#/backfill\\?dataset=kor_close&dts=${seoulDate(2)}&only=all$`))
  })

  test('is put off with a reason, and noted', async ({ page }) => {
    await new Shell(page).visit(`#/incidents/${encodeURIComponent(id(3, 'close_positive'))}`)
    const incidents = new IncidentsPage(page)
    await incidents.act('Snooze', '알림 보류').click()
    const form = incidents.form('Snooze', '알림 보류')
    await form.getByRole('textbox', { name: 'Reason' }).fill('vendor outage')
    await form.getByRole('button', { name: 'Tomorrow 09:00' }).click()
    await form.getByRole('button', { name: 'Snooze' }).click()
    await expect(incidents.history().first()).toContainText('vendor outage')
    await expect(incidents.detail).toContainText(/Snoozed until \d\d-\d\d 09:00/)
    await incidents.act('Note', '메모').click()
    await incidents.form('Note', '메모').getByRole('textbox').fill('asked them')
    await page.keyboard.press('Enter')
    await expect(incidents.history().first()).toContainText('asked them')
  })

  test('is one line in a storm, marked and closed as a whole', async ({ page }) => {
    await new Shell(page).visit('#/incidents')
    const incidents = new IncidentsPage(page)
    const storm = incidents.group('kor_close code_known')
    await expect(storm).toContainText(/\d+ incidents/)
    await expect(incidents.row(id(1, 'code_known'))).toHaveCount(0)
    await storm.getByRole('button').press('Enter')
    await expect(incidents.row(id(1, 'code_known'))).toBeVisible()
    await storm.getByRole('button').press('x')
    await incidents.marked.getByRole('button', { name: /^Close/ }).click()
    const form = incidents.form('Close', '종료')
    await form.getByRole('textbox').fill('known delisting')
    await form.getByRole('button', { name: 'Close the incident' }).click()
    await expect(storm).toHaveCount(0)
    await expect(incidents.row(id(2, 'close_there'))).toBeVisible()
  })

  test('is told in the overview, from where it opens', async ({ page }) => {
    await new Shell(page).visit('#/overview')
    const row = new OverviewPage(page).row('kor_close')
    await expect(row.locator('[data-incidents]')).toBeVisible()
    await page.getByRole('region', { name: 'Incidents' }).getByRole('link').nth(1).click()
    await expect(new IncidentsPage(page).detail).toBeVisible()
  })
})

const routes = [
  { screen: 'incidents', route: '#/incidents', shows: 'kor_close' },
  { screen: 'incident', route: `#/incidents/${encodeURIComponent(id(2, 'close_there'))}`, shows: '005930' },
  { screen: 'incident-rows', route: `#/incidents/${encodeURIComponent(id(4, 'enough_rows'))}`, shows: 'kor_close_monthly' },
  { screen: 'dataset-quality', route: '#/lake/kor_close?tab=quality', shows: 'enough_rows' },
  { screen: 'overview-incidents', route: '#/overview', shows: 'kor_close' }
]

for (const theme of ['light', 'dark'] as const) {
  test.describe(`In the ${theme} theme`, { tag: '@browser' }, () => {
    test.use({ theme, kind: troubled })
    test.setTimeout(180_000)

    for (const language of ['en', 'ko'] as const) {
      test(`incidents and checks have nothing serious in the way of anybody, in ${language}`, async ({ page }) => {
        const shell = new Shell(page)
        await shell.visit('#/settings')
        await shell.choose(language === 'en' ? 'English' : '한국어')
        for (const { screen, route, shows } of routes) {
          await page.setViewportSize({ width: 1280, height: 800 })
          await shell.visit(route)
          await expect(page.getByRole('main')).toContainText(shows)
          const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
          const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          expect(
            serious.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.target.join(' ') ?? ''}`),
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
