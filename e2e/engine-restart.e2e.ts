import { expect, test } from './fixtures'
import type { ElectronApplication } from '@playwright/test'

test.describe('An engine that dies', { tag: '@window' }, () => {
  test('is started again, and the window, still open, is connected to the new one', async ({ opened: { page, desktop } }) => {
    if (desktop === undefined) throw new Error('this test needs the desktop application')
    await page.evaluate(() => Reflect.set(window, 'stillTheSamePage', true))
    const first = await enginePid(desktop)
    process.kill(first, 'SIGKILL')
    await expect.poll(() => enginePid(desktop).catch(() => first), { timeout: 5_000 }).not.toBe(first)
    await expect(page.locator('[data-connection="ready"]')).toBeVisible()
    expect(await page.evaluate(() => Reflect.get(window, 'stillTheSamePage') as unknown)).toBe(true)
  })
})

/** The engine's utility process, as the system knows it. */
async function enginePid(desktop: ElectronApplication): Promise<number> {
  const pid = await desktop.evaluate(
    ({ app }) =>
      app.getAppMetrics().find(({ serviceName, name }) => name === 'penstock-engine' || serviceName === 'penstock-engine')?.pid
  )
  if (pid === undefined) throw new Error('no engine runs')
  return pid
}
