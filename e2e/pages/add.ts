import type { Locator, Page } from '@playwright/test'

/** The Add data screen: point, recognise, shape, check, load. */
export class AddData {
  readonly recognised: Locator
  readonly done: Locator
  readonly failed: Locator
  readonly checked: Locator
  readonly name: Locator
  readonly file: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.recognised = page.getByTestId('recognised')
    this.done = page.getByTestId('load-done')
    this.failed = page.getByRole('main').getByRole('alert')
    this.checked = page.getByTestId('check-result')
    this.name = page.getByTestId('dataset-name')
    this.file = page.getByRole('region', { name: /^(Dataset file|데이터셋 파일)$/ }).getByRole('textbox')
  }

  /** Types where the source is and asks for it. */
  async point(location: string): Promise<void> {
    await this.page.getByLabel(/^(Path or URL|경로 또는 URL)$/).fill(location)
    await this.page.keyboard.press('Enter')
  }

  /** Picks a file as a browser or a window does. */
  async pick(path: string): Promise<void> {
    await this.page.locator('input[type="file"]').first().setInputFiles(path)
  }

  async unfold(): Promise<void> {
    await this.recognised.getByRole('button', { name: /^(Details|상세)$/ }).click()
  }

  async load(): Promise<void> {
    await this.page.getByTestId('load').click()
  }

  async check(): Promise<void> {
    await this.page.getByTestId('check').click()
  }

  /** The type of a column, as its list of choices. */
  type(column: string): Locator {
    return this.page.getByRole('combobox', { name: new RegExp(`^(Type|형식): ${column}$`) })
  }

  /** A field of the recognise or shape step by its label. */
  async set(label: RegExp, option: string): Promise<void> {
    await this.page
      .getByRole('combobox', { name: label })
      .or(this.page.getByRole('textbox', { name: label }))
      .first()
      .click()
    await this.page.getByRole('option', { name: option }).click()
  }

  preview(): Locator {
    return this.page.getByRole('group', { name: /^(First rows|첫 행)$/ })
  }

  async replace(): Promise<void> {
    await this.failed.getByRole('button', { name: /^(Replace its dataset file and load|데이터셋 파일을 교체하고 적재)/ }).click()
  }
}
