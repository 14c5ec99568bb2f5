import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, penstock, test } from './fixtures'
import type { Kind } from './fixtures/kinds'
import { Deliveries } from './pages/deliveries'
import { DatasetPage } from './pages/lake'
import { Shell } from './pages/shell'

const lines = ['code,date,close', '005930,2023-08-30,-71300', '000020,2023-08-30,8910', '']

const loaded: Kind = {
  name: 'prices-shared',
  fill: async (workspace) => {
    const source = join(workspace, 'prices.csv')
    await writeFile(source, lines.join('\n'))
    const options = '--key code,date --partition date --grain month --type close=integer --type code=text'.split(' ')
    await penstock(['add', 'prices', '--source', source, ...options, '--workspace', workspace])
    await penstock(['load', 'prices', '--workspace', workspace])
  }
}

test.describe('A dataset that is shared', () => {
  test.use({ kind: loaded })

  test('is read under a URL that is shown once, and no longer once it is revoked', async ({ page, request }) => {
    await new Shell(page).visit('#/lake/prices')
    await new DatasetPage(page).tab('Deliveries', '내보내기')
    const deliveries = new Deliveries(page)
    await deliveries.create.click()
    const url = (await deliveries.urls.first().textContent()) ?? ''
    const first = await request.get(url)
    expect(await first.text()).toBe(lines.join('\r\n'))
    await expect(deliveries.shares).toContainText(/Read 1 time|1회 읽음/)
    await deliveries.revoke()
    await expect(deliveries.urls).toHaveCount(0)
    expect((await request.get(url)).status()).toBe(404)
  })
})
