import type { Locator, Page } from '@playwright/test'

const both = (en: string, ko: string): RegExp => new RegExp(`^(${en}|${ko})$`)

/** The list of incidents and the one beside it. */
export class IncidentsPage {
  readonly list: Locator
  readonly detail: Locator
  readonly marked: Locator
  readonly empty: Locator

  constructor(private readonly page: Page) {
    this.list = page.getByRole('list', { name: both('Incidents, worst first', '데이터 이상 목록, 심각한 순') })
    this.detail = page.getByRole('region', { name: both('Incident', '데이터 이상 상세') })
    this.marked = page.getByRole('region', { name: both('Marked incidents', '선택한 데이터 이상') })
    this.empty = page.getByText(/^(No open incidents\. Checks|확인할 데이터 이상이 없습니다\. 품질)/)
  }

  row(id: string): Locator {
    return this.list.locator(`[data-incident="${id}"]`)
  }

  group(key: string): Locator {
    return this.list.locator(`[data-group="${key}"]`)
  }

  act(en: string, ko: string): Locator {
    return this.detail.getByRole('button', { name: new RegExp(`^(${en}|${ko})`) })
  }

  form(en: string, ko: string): Locator {
    return this.page.getByRole('form', { name: both(en, ko) })
  }

  failingRows(): Locator {
    return this.detail.getByRole('group', { name: both('Failing rows', '해당 행') })
  }

  history(): Locator {
    return this.detail.locator('li[data-event]')
  }
}
