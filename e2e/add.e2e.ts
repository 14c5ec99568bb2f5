import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { datasetSpec } from '../src/pipeline/contract'
import { expect, penstock, test } from './fixtures'
import { AddData } from './pages/add'
import { Shell } from './pages/shell'

const prices = [
  'date,code,close',
  ...Array.from(
    { length: 60 },
    (_, day) => `2023-${day < 30 ? '08' : '09'}-${String((day % 30) + 1).padStart(2, '0')},005930,${71_300 + day}`
  )
].join('\r\n')

/** A file beside the workspace. */
async function source(workspace: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(dirname(workspace), name)
  await writeFile(path, content)
  return path
}

test.describe('Add data', () => {
  test('recognises a file in one line, loads it, and leads to it in the lake', async ({ workspace, page }) => {
    const add = new AddData(page)
    await new Shell(page).visit('#/add')
    await add.point(await source(workspace, 'prices.csv', prices))
    await expect(add.recognised).toContainText('CSV · UTF-8 · CRLF · code text · 60 rows')
    await add.load()
    await expect(add.done).toContainText('60 rows written')
    await add.done.getByRole('link').click()
    await expect(page).toHaveURL(/#\/lake\/prices$/)
    expect(await penstock(['datasets', '--workspace', workspace])).toMatchObject([{ name: 'prices', rows: 60 }])
  })

  test('takes a picked file, also where only its bytes can be sent', async ({ workspace, page }) => {
    const add = new AddData(page)
    await new Shell(page).visit('#/add')
    await add.pick(await source(workspace, 'picked.csv', prices))
    await expect(add.recognised).toContainText('picked.csv')
  })

  test('reads the source again at once when a type is corrected, and loads it so', async ({ workspace, page }) => {
    const add = new AddData(page)
    await new Shell(page).visit('#/add')
    await add.point(await source(workspace, 'prices.csv', prices))
    await add.unfold()
    await add.type('close').selectOption('text')
    await expect(add.file).toContainText('"type": "text"')
    await add.load()
    await expect(add.done).toContainText('60 rows written')
    const file = await readFile(join(workspace, 'datasets/prices.dataset.json'), 'utf8')
    expect(datasetSpec.parse(JSON.parse(file)).columns.at(-1)).toMatchObject({ name: 'close', type: 'text' })
  })

  test('says before loading what would be written and which rows would not', async ({ workspace, page }) => {
    const add = new AddData(page)
    await new Shell(page).visit('#/add')
    await add.point(await source(workspace, 'dirty.csv', prices.replace(',71301\r', ',C\r')))
    await expect(add.recognised).toBeVisible()
    await add.unfold()
    await add.check()
    await expect(add.checked).toContainText('59 of 60 rows')
    await expect(add.checked).toContainText('1 row would go to quarantine')
    expect(await penstock(['datasets', '--workspace', workspace])).toEqual([])
  })

  test('says what is wrong with a file where it happened, and changes nothing', async ({ workspace, page }) => {
    const add = new AddData(page)
    await new Shell(page).visit('#/add')
    await add.point(await source(workspace, 'cut.csv.gz', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0])))
    await expect(add.failed).toContainText('The file is damaged')
    await expect(add.failed).toContainText('Nothing was changed in the lake.')
  })

  test('replaces a dataset of the same name only when asked to', async ({ workspace, page }) => {
    const add = new AddData(page)
    const shell = new Shell(page)
    const path = await source(workspace, 'prices.csv', prices)
    await shell.visit('#/add')
    await add.point(path)
    await add.load()
    await expect(add.done).toBeVisible()
    await page.getByRole('button', { name: 'Add another' }).click()
    await add.point(path)
    await add.load()
    await expect(add.failed).toContainText('A dataset of this name exists')
    await add.replace()
    await expect(add.done).toContainText('prices is unchanged')
  })

  test('takes what is written into the dataset file by hand, and says where it is not valid', async ({ workspace, page }) => {
    const add = new AddData(page)
    await new Shell(page).visit('#/add')
    await add.point(await source(workspace, 'prices.csv', prices))
    await add.unfold()
    await add.file.click()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText('{"format": 1}')
    await expect(page.getByText('Not valid yet; the last valid state is what loads.')).toBeVisible()
    await add.name.fill('시세')
    await expect(add.file).toContainText('시세')
  })

  test('keeps a finished load in the tray over navigation and a reload', async ({ workspace, page }) => {
    const add = new AddData(page)
    const shell = new Shell(page)
    await shell.visit('#/add')
    await add.point(await source(workspace, 'prices.csv', prices))
    await add.load()
    await expect(add.done).toBeVisible()
    await shell.visit('#/settings')
    await page.reload()
    await shell.ready()
    await shell.openTray()
    await expect(shell.job('prices')).toContainText('done')
    await shell.job('prices').getByRole('link').click()
    await expect(page).toHaveURL(/#\/lake\/prices$/)
  })

  test(
    'takes a file dropped on any screen to Add data, and the window stays where it is',
    { tag: '@browser' },
    async ({ page }) => {
      const shell = new Shell(page)
      await shell.visit('#/settings')
      const dropped = await page.evaluateHandle((text) => {
        const data = new DataTransfer()
        data.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
        return data
      }, prices)
      await page.dispatchEvent('main', 'dragenter', { dataTransfer: dropped })
      await expect(page.getByText('Drop to recognise it')).toBeVisible()
      const under = await page.evaluateHandle(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2))
      await under.asElement()?.dispatchEvent('drop', { dataTransfer: dropped })
      await expect(page).toHaveURL(/#\/add\?source=.*dropped\.csv$/)
      await expect(new AddData(page).recognised).toContainText('60 rows')
    }
  )

  test('shows markup in data as text', async ({ workspace, page }) => {
    const add = new AddData(page)
    const payload = '<img src=x onerror="document.title=1">'
    await new Shell(page).visit('#/add')
    await add.point(await source(workspace, 'xss.csv', `a,${payload.replaceAll('"', "'")}\n1,${payload.replaceAll('"', "'")}\n`))
    await expect(add.recognised).toBeVisible()
    expect(await page.title()).toBe('Penstock')
    expect(await page.locator('img').count()).toBe(0)
  })
})
