import { expect, type Locator, type Page } from '@playwright/test'

/** What stands around every screen: rail, top bar, status bar, palette, job tray. */
export class Shell {
  readonly rail: Locator
  readonly palette: Locator
  readonly tray: Locator
  readonly status: Locator
  readonly keys: Locator
  readonly lost: Locator

  constructor(readonly page: Page) {
    this.rail = page.getByRole('navigation')
    this.palette = page.getByRole('dialog', { name: /^(Search or run a command|검색 또는 명령 실행)$/ })
    this.tray = page.getByRole('dialog', { name: /^(Jobs|작업)$/ })
    this.keys = page.getByRole('dialog', { name: /^(Keyboard shortcuts|키보드 단축키)$/ })
    this.status = page.getByRole('contentinfo')
    this.lost = page.getByText(/^(The engine cannot be reached|엔진에 연결할 수 없습니다)$/)
  }

  async ready(): Promise<void> {
    await expect(this.page.locator('[data-connection="ready"]')).toBeVisible()
  }

  /** Opens a screen by its address within the app. */
  async visit(route: string): Promise<void> {
    await this.page.evaluate((hash) => (location.hash = hash), route)
    await this.ready()
  }

  route(): Promise<string> {
    return this.page.evaluate(() => location.hash)
  }

  /** Presses keys one after the other where no text is written. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async search(query: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    await this.palette.getByRole('textbox').fill(query)
  }

  async openTray(): Promise<void> {
    await this.page.getByTestId('jobs-button').click()
    await expect(this.tray).toBeVisible()
  }

  job(title: string): Locator {
    return this.tray.getByRole('listitem').filter({ hasText: title }).first()
  }

  heading(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }

  /** One of the choices of the settings screen, by its label in either language. */
  async choose(label: string): Promise<void> {
    await this.page.getByRole('main').getByText(label, { exact: true }).click()
  }
}
