import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, penstock, test } from './fixtures'
import type { Kind } from './fixtures/kinds'
import { DatasetPage, LakeList, PartitionPage } from './pages/lake'
import { Shell } from './pages/shell'

interface ListedPartition {
  dt: string
  state: string
  rows: number
  digest: string | null
}

const header = 'code,date,close'
const august = ['005930,2023-08-30,71300', '000020,2023-08-30,8910', '005930,2023-08-31,71500']
const september = ['005930,2023-09-01,71200', '000020,2023-09-01,8900']
const october = ['005930,2023-10-04,C', '000020,2023-10-04,8800']

/** Monthly prices over a file of these lines, loaded so many times. */
const prices = (name: string, lines: readonly string[], loads: number): Kind => ({
  name: `prices-${name}`,
  fill: async (workspace) => {
    await rewrite(workspace, lines)
    const options = '--key code,date --partition date --grain month --type close=integer --max-bad 0.5'.split(' ')
    await penstock(['add', 'prices', '--source', sourceOf(workspace), ...options, '--workspace', workspace])
    for (let load = 0; load < loads; load += 1) await penstock(['load', 'prices', '--workspace', workspace])
  }
})
const sourceOf = (workspace: string): string => join(workspace, 'prices.csv')
const rewrite = (workspace: string, lines: readonly string[]): Promise<void> =>
  writeFile(sourceOf(workspace), [header, ...lines, ''].join('\n'))

const listed = async (workspace: string): Promise<ListedPartition[]> =>
  (await penstock(['partitions', 'prices', '--workspace', workspace])) as ListedPartition[]
const digestOf = async (workspace: string, dt: string): Promise<string | null | undefined> =>
  (await listed(workspace)).find((partition) => partition.dt === dt)?.digest

test.describe('The lake', () => {
  test('says that it is empty, and what to do', async ({ page }) => {
    await new Shell(page).visit('#/lake')
    await expect(new LakeList(page).empty).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'Add data' }).first().click()
    await expect(page).toHaveURL(/#\/add$/)
  })

  test('says which dataset or partition is not there, and leads back', async ({ page }) => {
    const shell = new Shell(page)
    await shell.visit('#/lake/nothing')
    await expect(new DatasetPage(page).failed).toContainText('There is no such dataset')
    await page.getByRole('link', { name: 'To the lake' }).click()
    await expect(page).toHaveURL(/#\/lake$/)
  })
})

test.describe('A dataset that nothing has loaded yet', () => {
  test.use({ kind: prices('declared', [...august, ...september], 0) })

  test('loads a file into partitions that the grid, the table and the command line all show alike', async ({
    workspace,
    page
  }) => {
    await new Shell(page).visit('#/lake/prices')
    const dataset = new DatasetPage(page)
    await dataset.load()
    await expect(dataset.outcome).toContainText('Loaded as v0: 2 partitions changed.')
    await expect(dataset.cell('2023-08')).toHaveAttribute('aria-label', /^2023-08 · ok · 3 rows/)
    await expect(dataset.cell('2023-07')).toHaveAttribute('aria-label', '2023-07 · out of range')
    await expect(dataset.legend).toContainText('ok2')
    await expect(dataset.table.getByRole('row')).toHaveCount(3)
    expect(await listed(workspace)).toMatchObject([
      { dt: '2023-08', state: 'ok', rows: 3 },
      { dt: '2023-09', state: 'ok', rows: 2 }
    ])
  })
})

test.describe('Two months', () => {
  test.use({ kind: prices('two-months', [...august, ...september], 1) })

  test('shows what changed between two versions, takes it back, and the digest is that of before', async ({
    workspace,
    page
  }) => {
    const before = await digestOf(workspace, '2023-08')
    const corrected = ['005930,2023-08-30,71400', ...august.slice(1), '000030,2023-08-31,15']
    await rewrite(workspace, [...corrected, ...september])

    await new Shell(page).visit('#/lake/prices/2023-08')
    const partition = new PartitionPage(page)
    await partition.load()
    await expect(partition.outcome).toContainText('Loaded as v1: 1 partition changed.')
    await expect(partition.rows().getByRole('row', { name: '000030' })).toBeVisible()

    await partition.tab('Versions', '버전')
    await partition.compare()
    await expect(partition.figure('added')).toHaveText('1')
    await expect(partition.figure('changed')).toHaveText('1')
    await expect(partition.figure('unchanged')).toHaveText('2')
    await expect(partition.difference).toContainText('71300')
    await expect(partition.difference).toContainText('71400')
    expect(await digestOf(workspace, '2023-08')).not.toBe(before)

    await partition.undo()
    await expect(partition.undoDialog).toContainText('Nothing is deleted')
    await expect(partition.undoDialog.getByRole('row', { name: '2023-08' })).toContainText('43')
    await partition.confirmUndo()
    await expect(partition.outcome.last()).toContainText('Undone as v2: 1 partition went back.')
    expect(await digestOf(workspace, '2023-08')).toBe(before)
    expect(await digestOf(workspace, '2023-09')).not.toBeNull()
  })

  test('sums its datasets and unfolds them into partitions', async ({ page }) => {
    await new Shell(page).visit('#/lake')
    const list = new LakeList(page)
    await expect(list.tree.getByRole('row', { name: 'Lake' })).toContainText('5')
    await list.unfold('prices')
    await expect(list.row('2023-09')).toContainText('2')
    await list.search.fill('nothing like it')
    await expect(list.tree).toContainText('No dataset of this name.')
    await list.search.fill('PRI')
    await list.open('prices')
    await expect(new DatasetPage(page).heading).toHaveText('prices')
  })
})

test.describe('A month that was loaded twice', () => {
  test.use({ kind: prices('twice', august, 2) })

  test('keeps every attempt, and says "0 changed" when the same input is loaded again', async ({ page }) => {
    await new Shell(page).visit('#/lake/prices/2023-08')
    const partition = new PartitionPage(page)
    await partition.load()
    await expect(partition.outcome).toContainText('0 changed')
    await partition.tab('Runs', '실행 이력')
    await expect(partition.attempts()).toHaveCount(3)
    await expect(partition.attempts().first()).toContainText('0 changed')
    await expect(partition.attempts().last()).not.toContainText('0 changed')
    await partition.tab('Versions', '버전')
    await expect(partition.versions.getByRole('row')).toHaveCount(2)
  })
})

test.describe('A month with an unreadable row', () => {
  test.use({ kind: prices('unreadable', [...august, ...october], 1) })

  test('sets an unreadable row aside with its line, column, value and reason', async ({ page }) => {
    await new Shell(page).visit('#/lake/prices/2023-10?tab=quarantine')
    const row = new PartitionPage(page).quarantine().getByRole('row').last()
    for (const text of ['value is not of the type', 'close', 'C', 'prices.csv', '5', '005930,2023-10-04,C'])
      await expect(row).toContainText(text)
  })
})

test.describe('Months with a gap', () => {
  test.use({ kind: prices('gap', [...august, ...september, '005930,2023-11-01,1'], 1) })

  test('selects a span by mouse, by keyboard and by typing, in the grid and the table alike', async ({ page }) => {
    await new Shell(page).visit('#/lake/prices')
    const dataset = new DatasetPage(page)
    await dataset.drag('2023-08', '2023-10')
    await expect(dataset.selection).toContainText('2023-08 … 2023-10')
    await expect(dataset.selected()).toHaveCount(3)
    await expect(dataset.table.locator('.ag-row-selected')).toHaveCount(3)

    await page.keyboard.press('Escape')
    await expect(dataset.selected()).toHaveCount(0)
    await dataset.cell('2023-09').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await expect(dataset.selection).toContainText('2023-09 … 2023-11')

    await dataset.typeRange('2023-11', '2023-11')
    await expect(dataset.selection).toContainText('Rows1')
    await expect(page).toHaveURL(/from=2023-11&to=2023-11/)
    await dataset.cell('2023-11').dblclick()
    await expect(page).toHaveURL(/#\/lake\/prices\/2023-11$/)
  })
})
