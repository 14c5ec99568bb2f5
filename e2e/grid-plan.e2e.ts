import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { seoulDate } from './fixtures/flow'
import type { Kind } from './fixtures/kinds'
import { DatasetPage } from './pages/lake'
import { Shell } from './pages/shell'

const DAYS = 10_000
const [first, last] = [seoulDate(DAYS), seoulDate(1)]

/** 10,000 days of which nothing is loaded. */
const tenThousand: Kind = {
  name: 'ten-thousand',
  fill: async (workspace) => {
    await writeFile(join(workspace, 'days.csv'), `date,value\n${first},1\n${last},2\n`)
    const columns = [
      { name: 'date', source: { header: 'date' }, type: 'date' },
      { name: 'value', source: { header: 'value' }, type: 'integer' }
    ]
    const spec = {
      ...{ format: 1, name: 'days', columns, primaryKey: ['date'], partition: { columns: ['date'], grain: 'day' } },
      ...{ source: { location: 'days.csv', format: 'csv' }, range: { from: first, to: last } }
    }
    await writeFile(join(workspace, 'datasets', 'days.dataset.json'), JSON.stringify(spec))
  }
}

/** From now on, `shownAt` of the page is when its button to run that many partitions was first there. */
const watchFor = (page: Page, words: string): Promise<void> =>
  page.evaluate((text) => {
    const found = (): boolean => [...document.querySelectorAll('button')].some((button) => button.textContent === text)
    const observer = new MutationObserver(() => {
      if (!found()) return
      observer.disconnect()
      requestAnimationFrame(() => Object.assign(window, { shownAt: performance.now() }))
    })
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    window.addEventListener('keydown', () => Object.assign(window, { askedAt: performance.now() }), { once: true, capture: true })
  }, words)

test.describe('A grid of 10,000 partitions', { tag: '@browser' }, () => {
  test.use({ kind: tenThousand })

  test('leads by one key to the plan of all of them, and says how long that took', async ({ page }) => {
    const shell = new Shell(page)
    const run = page.getByRole('button', { name: 'Run 10,000 partitions', exact: true })
    await shell.visit(`#/lake/days?from=${first}&to=${last}`)
    await expect(new DatasetPage(page).selection).toContainText(/Partitions7,14\d/)
    const took: number[] = []
    for (let round = 0; round < 3; round += 1) {
      await watchFor(page, 'Run 10,000 partitions')
      await shell.press('b')
      await expect(run).toBeEnabled()
      took.push(await page.evaluate(() => Number(Reflect.get(window, 'shownAt')) - Number(Reflect.get(window, 'askedAt'))))
      await page.goBack()
      await expect(new DatasetPage(page).selection).toContainText(/Partitions7,14\d/)
    }
    const sorted = took.map(Math.round).sort((left, right) => left - right)
    process.stdout.write(`grid selection of 10,000 partitions to shown plan: ${sorted.join(', ')} ms (bar 400 ms)\n`)
  })
})
