import type { Locator, Page } from '@playwright/test'

const both = (en: string, ko: string): RegExp => new RegExp(`^(${en}|${ko})$`)

/** The morning's screen. */
export class OverviewPage {
  readonly sentence: Locator
  readonly today: Locator
  readonly runs: Locator
  readonly schedules: Locator
  readonly failed: Locator
  readonly empty: Locator

  constructor(private readonly page: Page) {
    this.sentence = page.getByRole('heading', { level: 1 })
    this.today = page.getByRole('region', { name: both('Today', '오늘') })
    this.runs = page.getByRole('region', { name: both('Last 24 hours', '최근 24시간') })
    this.schedules = page.getByRole('region', { name: both('Schedules', '실행 일정') })
    this.failed = page.getByRole('main').getByRole('alert')
    this.empty = page.getByText(/^(There is no dataset yet|아직 데이터셋이 없습니다)/)
  }

  rows(): Locator {
    return this.today.locator('tr[data-dataset]')
  }

  row(name: string): Locator {
    return this.today.locator(`tr[data-dataset="${name}"]`)
  }

  names(): Promise<(string | null)[]> {
    return this.rows().evaluateAll((rows) => rows.map((row) => row.getAttribute('data-dataset')))
  }

  state(name: string): Locator {
    return this.row(name).locator('[data-state]').first()
  }

  strip(name: string): Locator {
    return this.row(name).getByRole('img')
  }

  backfillMissing(): Locator {
    return this.page.getByRole('main').locator('header [data-sheet="KeyB"]')
  }

  checkLate(): Locator {
    return this.page.getByRole('button', { name: /^(Check late again|지연 다시 확인) \(\d+\)$/ })
  }

  /** Whether a dataset's schedule is on. */
  schedule(name: string): Locator {
    return this.schedules.getByRole('switch', { name: new RegExp(`^(Schedule of ${name}|${name} 일정)$`) })
  }

  async openNote(name: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: new RegExp(`(Note on ${name}|Change the note on ${name}|${name} 메모)`) })
      .click()
  }

  async note(name: string, text: string, until: string): Promise<void> {
    await this.openNote(name)
    const form = this.page.getByRole('form', { name: new RegExp(`(Note on ${name}|${name} 메모)`) })
    await form.getByRole('textbox', { name: both('What is known', '확인된 내용') }).fill(text)
    await form.getByRole('textbox', { name: both('Needs nobody until', '알림 보류 시각') }).fill(until)
    await form.getByRole('button', { name: both('Save', '저장') }).click()
  }

  async takeNoteAway(name: string): Promise<void> {
    await this.openNote(name)
    await this.page.getByRole('button', { name: both('Take away', '메모 삭제') }).click()
  }

  runBars(): Locator {
    return this.runs.locator('a[data-run]')
  }
}
