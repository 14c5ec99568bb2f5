import type { Locator, Page } from '@playwright/test'

/** Where a dataset goes: tables and URLs. */
export class Deliveries {
  readonly create: Locator
  /** Of the share that was just made. */
  readonly urls: Locator
  readonly shares: Locator

  constructor(private readonly page: Page) {
    this.create = page.getByRole('button', { name: /^(Make a URL|URL 만들기)$/ })
    this.urls = page.getByRole('status').locator('code')
    this.shares = page.getByRole('list', { name: /^(URLs for spreadsheets|스프레드시트용 URL)$/ })
  }

  /** Takes back the only one. */
  async revoke(): Promise<void> {
    await this.shares.getByRole('button', { name: /^(Revoke|폐기)$/ }).click()
    await this.page.getByRole('button', { name: /^(Revoke it now|지금 폐기)$/ }).click()
  }
}
