import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, penstock, test } from './fixtures'
import { mart } from './fixtures/flow'
import { days, linesOf, rewrite, declare, writeDatedSpec, load, listed, digests, week } from './fixtures/prices'
import { BackfillSheet, RunsPage } from './pages/runs'
import { Shell } from './pages/shell'

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
