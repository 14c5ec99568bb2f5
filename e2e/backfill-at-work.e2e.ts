import { expect, penstock, test } from './fixtures'
import { changeSpec, dailyDataset, mart } from './fixtures/flow'
import { tabTo } from './fixtures/keyboard'
import { days, linesOf, declare, load } from './fixtures/prices'
import { DatasetPage } from './pages/lake'
import { BackfillSheet, RunsPage } from './pages/runs'
import { Shell } from './pages/shell'

/** Some work for each of ten months: what is in flight stays so for long enough to be seen. */
const laborious = `select date_trunc('month', date)::date as month, count(*) as n, sum(sqrt(r.range)) as s
  from prices, range(20000000) as r group by all`

test.describe('A backfill at work', { tag: '@window' }, () => {
  test('pauses, tells what is in flight, and leaves every partition in a named state when it is cancelled', async ({
    workspace,
    page
  }) => {
    const months = Array.from({ length: 10 }, (_, month) => `2023-${String(month + 1).padStart(2, '0')}-02`)
    await dailyDataset(workspace, 'prices', months)
    await mart(workspace, 'laborious', laborious)
    await changeSpec(workspace, 'laborious', { runs: { sequential: true } })
    const shell = new Shell(page)
    const sheet = new BackfillSheet(page)
    await shell.visit('#/backfill?dataset=laborious')
    await expect(sheet.run).toHaveText('Run 10 partitions')
    await sheet.run.click()
    await sheet.press('Pause', '일시 중지')
    await expect(sheet.control).toContainText('Paused. Nothing starts until you go on.')
    await expect(sheet.progress).toContainText(/[1-9] of 10/)
    await shell.visit('#/runs')
    await new RunsPage(page).active.getByRole('link', { name: /paused/ }).click()
    await sheet.press('Go on', '계속')
    await expect(sheet.progress).toContainText('At work: 2023-')
    await sheet.press('Cancel', '취소')
    await expect(sheet.progress).toContainText('10 of 10')
    await expect(sheet.progress).toContainText('cancelled')
    await expect(sheet.progress).not.toContainText('waiting')
  })

  test('says what went wrong once for all its partitions, and proves nothing where nothing came about', async ({
    workspace,
    page
  }) => {
    await dailyDataset(workspace, 'prices', ['2023-08-01', '2023-09-01'])
    await mart(workspace, 'ratio', "select date_trunc('month', date)::date as month, error('no base rate') as r from prices")
    await new Shell(page).visit('#/backfill?dataset=ratio')
    const sheet = new BackfillSheet(page)
    await sheet.run.click()
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(1)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('2 partitions are as they were')
    await expect(sheet.items).toBeVisible()
    await new RunsPage(page).tab('Proof', '검증 결과')
    await expect(new RunsPage(page).panel()).toContainText('nothing to prove')
    await expect(sheet.verdict).toHaveCount(0)
  })
})

test.describe('By the keyboard alone', { tag: '@window' }, () => {
  test('a span of the grid is selected, its plan is opened and left, opened again, run and proved', async ({
    workspace,
    page
  }) => {
    await declare(workspace, linesOf(days))
    await load(workspace, '2023-08-01', '2023-08-02')
    await new Shell(page).visit('#/lake/prices')
    const dataset = new DatasetPage(page)
    const sheet = new BackfillSheet(page)
    await expect(dataset.cell('2023-08-02')).toHaveAttribute('data-state', 'ok')
    await tabTo(page, dataset.grid.locator('[tabindex="0"]'))
    await page.keyboard.press('Home')
    const first = dataset.cell('2023-08-01')
    for (let day = 0; day < 31 && !(await first.evaluate((cell) => cell === document.activeElement)); day += 1)
      await page.keyboard.press('ArrowRight')
    await expect(first).toBeFocused()
    expect(await first.evaluate((cell) => getComputedStyle(cell).outlineWidth)).toBe('2px')
    for (let step = 1; step < days.length; step += 1) await page.keyboard.press('Shift+ArrowRight')
    await expect(dataset.selection).toContainText('2023-08-01 … 2023-08-04')
    await page.keyboard.press('b')
    await expect(page).toHaveURL(/#\/backfill\?dataset=prices&from=2023-08-01&to=2023-08-04$/)
    await expect(sheet.run).toHaveText('Run 2 partitions')
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(dataset.selection).toContainText('2023-08-01 … 2023-08-04')
    expect(await penstock(['runs', 'prices', '--workspace', workspace])).toHaveLength(1)

    await page.keyboard.press('b')
    await expect(sheet.run).toBeEnabled()
    const passed = await tabTo(page, sheet.run)
    for (const control of ['From', 'To', 'Which of them', 'Order', 'At once', 'Publish directly', 'Also what is made from them'])
      expect(passed).toContain(control)
    await page.keyboard.press('Enter')
    await expect(sheet.verdict).toContainText('2 of 2 partitions changed')
    await tabTo(page, sheet.control.getByRole('button', { name: 'Undo…' }))
    await page.keyboard.press('Enter')
    await expect(sheet.undoDialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(sheet.undoDialog).toHaveCount(0)
    await expect(sheet.control.getByRole('button', { name: 'Undo…' })).toBeFocused()
  })
})
