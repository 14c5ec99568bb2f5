import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, penstock, test } from './fixtures'
import { changeSpec, dailyDataset, mart } from './fixtures/flow'
import { tabTo } from './fixtures/keyboard'
import { DatasetPage } from './pages/lake'
import { BackfillSheet, RunsPage } from './pages/runs'
import { Shell } from './pages/shell'

interface Listed {
  dt: string
  rows: number
  digest: string | null
}

const header = 'code,date,close'
const days = ['2023-08-01', '2023-08-02', '2023-08-03', '2023-08-04']
const linesOf = (dates: readonly string[], close = 71_300): string[] =>
  dates.flatMap((date) => [`005930,${date},${close}`, `000020,${date},8910`])

const sourceOf = (workspace: string): string => join(dirname(workspace), 'prices.csv')
const rewrite = (workspace: string, lines: readonly string[]): Promise<void> =>
  writeFile(sourceOf(workspace), [header, ...lines, ''].join('\n'))

/** Daily prices over a file beside the workspace, of which nothing is loaded yet. */
async function declare(workspace: string, lines: readonly string[]): Promise<void> {
  await rewrite(workspace, lines)
  const options = ['--key', 'code,date', '--partition', 'date', '--grain', 'day', '--type', 'close=integer']
  await penstock(['add', 'prices', '--source', sourceOf(workspace), ...options, '--workspace', workspace])
}

/** A folder of one file for each date; a date without rows is let through. */
async function writeDatedSpec(workspace: string, folder: string): Promise<void> {
  const source = { location: folder, pattern: '*.csv', pathTemplate: '{day:%Y-%m-%d}.csv', format: 'csv' }
  const columns = [
    { name: 'day', source: { path: 'day' }, type: 'date' },
    { name: 'code', source: { header: 'code' }, type: 'text' },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ]
  const rest = { primaryKey: ['day', 'code'], partition: { columns: ['day'], grain: 'day' }, whenEmpty: 'accept' }
  const spec = { format: 1, name: 'dated', source, columns, ...rest }
  await writeFile(join(workspace, 'datasets', 'dated.dataset.json'), JSON.stringify(spec))
}

const load = (workspace: string, from: string, to: string): Promise<unknown> =>
  penstock(['load', 'prices', '--from', from, '--to', to, '--workspace', workspace])
const listed = async (workspace: string): Promise<Listed[]> =>
  (await penstock(['partitions', 'prices', '--workspace', workspace])) as Listed[]
const digests = async (workspace: string): Promise<(string | null)[]> => (await listed(workspace)).map(({ digest }) => digest)

const week = '#/backfill?dataset=prices&from=2023-08-01&to=2023-08-04'

test.describe('A backfill', () => {
  test('says what it would do, runs that, proves it, changes nothing the second time, and is undone', async ({
    workspace,
    page
  }) => {
    await declare(workspace, linesOf(days))
    await load(workspace, '2023-08-01', '2023-08-01')
    const before = await digests(workspace)

    const shell = new Shell(page)
    await shell.visit(week)
    const sheet = new BackfillSheet(page)
    await expect(sheet.range).toContainText('2023-08-01 to 2023-08-04: 4 days, both ends included')
    await expect(sheet.rows('Run')).toHaveCount(3)
    await expect(sheet.rows('Skip')).toHaveCount(1)
    await expect(sheet.rows('Skip')).toContainText('ok already')
    await expect(sheet.bill).toContainText('not billed here')
    expect((await listed(workspace)).filter(({ rows }) => rows > 0)).toHaveLength(1)

    await sheet.run.click()
    await expect(page).toHaveURL(/#\/backfill\/[^?]+$/)
    await expect(sheet.progress).toContainText('3 of 3')
    await expect(sheet.verdict).toContainText('3 of 3 partitions changed')
    await expect(sheet.proof.getByRole('row')).toHaveCount(4)
    const full = await listed(workspace)
    expect(full.map(({ dt, rows }) => [dt, rows])).toEqual(days.map((dt) => [dt, 2]))
    const url = page.url()

    await shell.visit(`${week}&only=all`)
    await expect(sheet.run).toHaveText('Run 4 partitions')
    await sheet.run.click()
    await expect(sheet.verdict).toContainText('0 changed')
    await expect(sheet.verdict).toHaveAttribute('data-verdict', 'no_change')
    expect(await digests(workspace)).toEqual(full.map(({ digest }) => digest))

    await shell.visit(new URL(url).hash)
    await sheet.undo()
    await expect(sheet.warning.filter({ hasText: 'Undone' })).toBeVisible()
    expect((await listed(workspace)).filter(({ rows }) => rows > 0).map(({ digest }) => digest)).toEqual(before)
  })

  test('makes another plan of typed dates, of other states and of a list, and starts nothing by itself', async ({
    workspace,
    page
  }) => {
    await declare(workspace, linesOf(days))
    await load(workspace, '2023-08-01', '2023-08-04')
    await new Shell(page).visit(week)
    const sheet = new BackfillSheet(page)
    await expect(sheet.run).toHaveText('Nothing to run')
    await expect(sheet.run).toBeDisabled()
    await sheet.only('All, again')
    await expect(sheet.run).toHaveText('Run 4 partitions')
    await sheet.typeRange('2023-08-02', '2023-08-03')
    await expect(sheet.range).toContainText('2023-08-02 to 2023-08-03: 2 days, both ends included')
    await expect(page).toHaveURL(/from=2023-08-02&to=2023-08-03/)
    await new Shell(page).visit('#/backfill?dataset=prices&dts=2023-08-01,2023-08-04&only=all')
    await expect(sheet.range).toContainText('2 partitions from 2023-08-01 to 2023-08-04')
    await expect(sheet.run).toHaveText('Run 2 partitions')
    expect(await penstock(['runs', '--workspace', workspace])).toHaveLength(1)
  })

  test('is refused with the difference when the source changes between plan and start', async ({ workspace, page }) => {
    await declare(workspace, linesOf(days))
    await new Shell(page).visit(week)
    const sheet = new BackfillSheet(page)
    await expect(sheet.run).toHaveText('Run 4 partitions')
    await rewrite(workspace, linesOf(days, 171_400))
    await sheet.run.click()
    await expect(sheet.warning).toContainText('The lake has changed since this plan was made')
    await expect(sheet.warning).toContainText('Nothing ran.')
    await expect(sheet.warning).toContainText('The source of prices has changed.')
    await expect(sheet.differing('changed')).toContainText('4 run otherwise')
    await expect(sheet.differing('changed')).toContainText('To read')
    await sheet.showNewPlan()
    await expect(sheet.warning).toHaveCount(0)
    await sheet.run.click()
    await expect(sheet.verdict).toContainText('4 of 4 partitions changed')
  })

  test('is reviewed by partition before it is published, and readers see the old data until then', async ({
    workspace,
    page
  }) => {
    await declare(workspace, linesOf(days))
    await load(workspace, '2023-08-01', '2023-08-04')
    const before = await digests(workspace)
    await rewrite(workspace, [...linesOf(days.slice(0, 3)), '005930,2023-08-04,71500', '000030,2023-08-04,15'])

    const shell = new Shell(page)
    await shell.visit(`${week}&only=all`)
    const sheet = new BackfillSheet(page)
    await sheet.reviewFirst()
    await expect(page).toHaveURL(/publish=review/)
    await expect(sheet.run).toBeEnabled()
    await sheet.run.click()
    await expect(sheet.review.getByRole('row')).toHaveCount(2)
    await expect(page.getByText('3 more partitions were made and are the same as before.')).toBeVisible()
    await expect(sheet.figure('added')).toHaveText('1')
    await expect(sheet.figure('removed')).toHaveText('1')
    await expect(sheet.figure('changed')).toHaveText('1')
    await expect(sheet.difference).toContainText('close')
    expect(await digests(workspace)).toEqual(before)

    await shell.visit(week)
    await expect(sheet.warning).toContainText('Another backfill of this dataset is active')
    await sheet.link('Open the active backfill', '진행 중인 백필 열기').click()
    await sheet.press('Publish 1 partition', '1개 파티션 반영')
    await expect(sheet.verdict).toContainText('1 of 4 partitions changed')
    const after = await digests(workspace)
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3))
    expect(after[3]).not.toBe(before[3])
  })

  test('that is thrown away after its review changes nothing', async ({ workspace, page }) => {
    await declare(workspace, linesOf(days))
    await new Shell(page).visit(`${week}&publish=review`)
    const sheet = new BackfillSheet(page)
    await sheet.run.click()
    await sheet.press('Throw away', '폐기')
    await expect(page.getByRole('main')).toContainText('Thrown away: the lake is as it was.')
    await expect(sheet.control.getByRole('button', { name: 'Undo…' })).toHaveCount(0)
    expect((await listed(workspace)).every(({ rows }) => rows === 0)).toBe(true)

    const runs = new RunsPage(page)
    await new Shell(page).visit('#/runs?tab=table')
    await expect(runs.row('staged')).toHaveCount(1)
    await runs.row('staged').getByRole('link').first().click()
    await expect(sheet.warning).toContainText('It was staged, and thrown away')
    await expect(sheet.warning).toContainText('changed nothing in the lake')
  })

  test('names the partitions of which the source has no file, and runs them all the same', async ({ workspace, page }) => {
    const folder = join(dirname(workspace), 'dated')
    await mkdir(folder)
    for (const day of days.slice(0, 3)) await writeFile(join(folder, `${day}.csv`), 'code,close\n005930,71300\n')
    await writeDatedSpec(workspace, folder)
    await new Shell(page).visit('#/backfill?dataset=dated&from=2023-08-01&to=2023-08-04')
    const sheet = new BackfillSheet(page)
    await expect(sheet.warning).toContainText('Beware: the source of dated has no file of 1 partition')
    await expect(sheet.warning).toContainText('2023-08-04')
    await expect(sheet.rows('Run').filter({ hasText: 'no file' })).toHaveCount(1)
    await sheet.run.click()
    await expect(sheet.progress).toContainText('4 of 4')
  })

  test('whose load is undone tells what was made from it, and opens the plan that makes it again', async ({
    workspace,
    page
  }) => {
    const dates = ['2023-08-01', '2023-09-01']
    await declare(workspace, linesOf(dates))
    await load(workspace, '2023-08-01', '2023-09-01')
    await mart(workspace, 'monthly', "select date_trunc('month', date)::date as month, sum(close) as s from prices group by 1")
    await rewrite(workspace, linesOf(dates, 171_300))
    const { run } = (await load(workspace, '2023-08-01', '2023-09-01')) as { run: string }
    await penstock(['backfill', 'monthly', '--yes', '--workspace', workspace])
    await new Shell(page).visit(`#/runs/${run}`)
    const sheet = new BackfillSheet(page)
    await page.getByRole('button', { name: 'Undo…' }).click()
    await sheet.undoDialog.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(sheet.warning.filter({ hasText: 'stale now' })).toContainText(
      '2 partitions that were made from what was taken back'
    )
    await sheet.link('Run these 2 again…', '2개 다시 실행…').click()
    await expect(page).toHaveURL(/#\/backfill\?dataset=monthly&dts=2023-08%2C2023-09&only=stale$/)
    await expect(sheet.run).toHaveText('Run 2 partitions')
  })
})

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

test.describe('The runs by the keyboard alone', { tag: '@window' }, () => {
  test('are filtered, opened and left, and their table is one stop of the Tab key', async ({ workspace, page }) => {
    await declare(workspace, linesOf(days))
    await load(workspace, '2023-08-01', '2023-08-04')
    await load(workspace, '2023-08-01', '2023-08-04')
    const shell = new Shell(page)
    const runs = new RunsPage(page)
    await shell.visit('#/runs?tab=table')
    await expect(runs.table.getByRole('row')).toHaveCount(3)
    await tabTo(page, page.getByRole('combobox', { name: 'State', exact: true }))
    await page.keyboard.press('Enter')
    await page.keyboard.type('done')
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    await expect(page).toHaveURL(/state=done/)
    await expect(runs.table.getByRole('row')).toHaveCount(2)

    await tabTo(page, runs.table.getByRole('columnheader').first())
    await page.keyboard.press('Tab')
    expect(await runs.table.evaluate((table) => table.contains(document.activeElement))).toBe(false)
    await tabTo(page, runs.table.getByRole('columnheader').first())
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#\/runs\/[^?]+$/)
    await page.keyboard.press('u')
    await expect(new BackfillSheet(page).undoDialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(new BackfillSheet(page).undoDialog).toHaveCount(0)
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(runs.table.getByRole('row')).toHaveCount(2)
  })
})

test.describe('The runs', () => {
  test('say that there are none', async ({ page }) => {
    await new Shell(page).visit('#/runs?tab=table&range=all')
    await expect(page.getByText('Nothing has run in this workspace yet.')).toBeVisible()
  })

  test('are found by filters in the address, grouped, drawn in time, and open with their tabs', async ({ workspace, page }) => {
    await declare(workspace, linesOf(days))
    await load(workspace, '2023-08-01', '2023-08-04')
    await load(workspace, '2023-08-01', '2023-08-04')
    await rewrite(workspace, ['005930,2023-08-01,C'])
    await load(workspace, '2023-08-01', '2023-08-04').catch(() => undefined)

    const shell = new Shell(page)
    const runs = new RunsPage(page)
    await shell.visit('#/lake')
    await shell.press('g', 'r')
    await expect(page).toHaveURL(/#\/runs$/)
    await expect(runs.marks.first()).toBeVisible()
    await runs.marks.first().focus()
    await expect(runs.tip).toContainText('prices')

    await shell.visit('#/runs?tab=table')
    await expect(runs.table.getByRole('row')).toHaveCount(4)
    await runs.filter('State', 'no change')
    await expect(page).toHaveURL(/state=unchanged/)
    await expect(runs.table.getByRole('row')).toHaveCount(2)
    await shell.visit('#/runs?tab=table&q=nothing-like-this')
    await expect(runs.table).toContainText('No run like this.')
    await shell.visit('#/runs?tab=table&group=dataset')
    await expect(runs.groups.getByRole('row').nth(1)).toContainText('prices')
    await shell.visit('#/runs?tab=table&group=day')
    await runs.groups.getByRole('row').nth(1).click()
    await expect(page).toHaveURL(/day=\d{4}-\d{2}-\d{2}$/)
    await expect(runs.table.getByRole('row')).toHaveCount(4)
    await shell.visit('#/runs?tab=trend&dataset=prices')
    await expect(runs.trend).toBeVisible()

    await shell.visit('#/runs?tab=table&state=done')
    await runs.row('prices').getByRole('link').first().click()
    await expect(page).toHaveURL(/#\/runs\/[^?]+$/)
    await expect(runs.panel().getByRole('row')).toHaveCount(5)
    await runs.tab('Proof', '검증 결과')
    await expect(new BackfillSheet(page).verdict).toContainText('4 of 4 partitions changed')
    await runs.tab('Inputs', '입력')
    await expect(runs.panel()).toContainText('prices.csv')
    await runs.tab('Plan', '실행 계획')
    await expect(runs.panel()).toContainText('not part of a backfill')
    await shell.press('b')
    await expect(page).toHaveURL(/#\/backfill\?dataset=prices&dts=/)
  })
})
