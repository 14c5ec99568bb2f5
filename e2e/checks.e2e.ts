import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { seoulDate } from './fixtures/flow'
import { troubled } from './fixtures/troubles'
import { Shell } from './pages/shell'

const declared = async (workspace: string): Promise<{ id: string }[]> => {
  const text = await readFile(join(workspace, 'datasets', 'kor_close.dataset.json'), 'utf8')
  return (JSON.parse(text) as { owner: string; checks: { id: string }[] }).checks
}

test.describe('The checks of a dataset', () => {
  test.use({ kind: troubled })
  test.setTimeout(120_000)

  test('are tried on the past: how often each would have fired, and where', async ({ page }) => {
    await new Shell(page).visit('#/lake/kor_close?tab=quality')
    const main = page.getByRole('main')
    await expect(main.locator('[data-check="close_there"] [data-result="failed"]')).toHaveCount(1)
    await main.getByRole('button', { name: 'Try on history' }).click()
    const fired = main.locator('[data-fired="close_there"]')
    await expect(fired).toContainText('would have fired 1 time in 40')
    await expect(fired.getByRole('link', { name: seoulDate(2) })).toBeVisible()
  })

  test('are suggested by the past, and added to the dataset file with a click', async ({ workspace, page }) => {
    await new Shell(page).visit('#/lake/kor_close?tab=quality')
    const main = page.getByRole('main')
    await main.getByRole('button', { name: 'Suggest from history' }).click()
    const first = main.locator('[data-suggestion]').first()
    const id = (await first.getAttribute('data-suggestion')) ?? ''
    await first.getByRole('button', { name: `Add ${id}` }).click()
    await expect(main.locator(`[data-check="${id}"]`)).toBeVisible()
    expect((await declared(workspace)).map((check) => check.id)).toContain(id)
    expect(await declared(workspace)).toHaveLength(6)
  })

  test('are declared in a form that says what they come to', async ({ workspace, page }) => {
    await new Shell(page).visit('#/lake/kor_close?tab=quality')
    await page.getByRole('button', { name: 'Declare a check' }).click()
    const form = page.getByRole('form', { name: 'Declare a check' })
    await form.getByRole('textbox', { name: 'Within ±' }).fill('')
    await form.getByRole('button', { name: 'Add the check' }).click()
    await expect(form).toContainText('At least one bound is needed')
    await form.getByRole('textbox', { name: 'At least' }).fill('1,000')
    await expect(form.getByRole('status')).toHaveText('The row count is at least 1,000')
    await form.getByRole('button', { name: 'Add the check' }).click()
    await expect(page.getByRole('main').locator('[data-check="rows"]')).toBeVisible()
    expect(await declared(workspace)).toHaveLength(6)
  })
})
