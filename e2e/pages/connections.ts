import type { Locator, Page } from '@playwright/test'

/** The pages of connections, as people see them in English. */
export class Connections {
  readonly list: Locator
  readonly secrets: Locator
  readonly test: Locator
  readonly save: Locator

  constructor(private readonly page: Page) {
    this.list = page.getByRole('table', { name: 'Connections' })
    this.secrets = page.getByRole('region', { name: 'Values of its secrets' })
    this.test = page.getByRole('region', { name: 'Test', exact: true })
    this.save = page.getByRole('button', { name: 'Save' })
  }

  /** Fills a new connection's form, and saves it. */
  async add(name: string, baseUrl: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New connection' }).click()
    await this.page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await this.page.getByRole('textbox', { name: 'Base URL' }).fill(baseUrl)
    await this.save.click()
  }

  async setSecret(name: string, value: string): Promise<void> {
    await this.secrets.getByLabel(`New value of ${name}`).fill(value)
    await this.secrets.getByRole('button', { name: 'Set' }).click()
  }
}
