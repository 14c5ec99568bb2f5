import type { Locator, Page } from '@playwright/test'

const both = (en: string, ko: string): RegExp => new RegExp(`^(${en}|${ko})$`)

/** The backfill sheet: first the plan, then the progress, then the proof. */
export class BackfillSheet {
  readonly range: Locator
  readonly list: Locator
  readonly bill: Locator
  readonly policies: Locator
  readonly run: Locator
  readonly items: Locator
  readonly progress: Locator
  readonly verdict: Locator
  readonly proof: Locator
  readonly review: Locator
  readonly difference: Locator
  readonly warning: Locator
  readonly undoDialog: Locator
  readonly control: Locator

  constructor(private readonly page: Page) {
    const main = page.getByRole('main')
    this.range = page.getByTestId('range')
    this.list = page.getByRole('group', { name: both('What will run, and what will not', '실행할 파티션과 건너뛸 파티션') })
    this.bill = page.getByRole('complementary', { name: both('What it takes', '예상 작업량') })
    this.policies = page.getByRole('region', { name: both('How it runs', '실행 방식') })
    this.run = page.getByRole('button', { name: /^(Run \d+ partitions?|\d+개 파티션 실행|Nothing to run|실행할 파티션 없음)$/ })
    this.items = page.getByRole('group', { name: both('Partitions of the backfill', '백필 파티션') })
    this.progress = page.getByRole('region', { name: both('Progress', '진행 상황') })
    this.verdict = main.locator('[data-verdict]')
    this.proof = page.getByRole('group', { name: both('Proof by partition', '파티션별 검증 결과') })
    this.review = page.getByRole('group', { name: both('What would change, by partition', '파티션별 변경 내용') })
    this.difference = page.getByRole('region', { name: /(now → staged|현재 → 반영 대기)$/ })
    this.warning = main.getByRole('status')
    this.undoDialog = page.getByRole('dialog', { name: both('Undo this run\\?', '이 실행을 되돌립니까\\?') })
    this.control = page.getByRole('region', { name: both('What can be done', '백필 제어') })
  }

  /** Lines of the list of one kind. */
  rows(does: 'Run' | 'Skip' | 'Follows'): Locator {
    const cell = this.page.locator('[col-id="does"]').getByText(does, { exact: true })
    return this.list.getByRole('row').filter({ has: cell })
  }

  async only(label: string): Promise<void> {
    await this.policies.getByRole('combobox', { name: both('Which of them', '대상') }).click()
    await this.page.getByRole('option', { name: label, exact: true }).click()
  }

  async typeRange(from: string, to: string): Promise<void> {
    await this.policies.getByRole('textbox', { name: both('From', '시작') }).fill(from)
    const end = this.policies.getByRole('textbox', { name: both('To', '끝') })
    await end.fill(to)
    await end.press('Enter')
  }

  async reviewFirst(): Promise<void> {
    await this.policies.getByText(both('Review first', '확인 후 반영')).click()
  }

  figure(kind: 'added' | 'removed' | 'changed' | 'unchanged'): Locator {
    return this.difference.locator(`[data-diff="${kind}"] dd`)
  }

  /** A line of what is different in a plan that no longer holds. */
  differing(kind: 'added' | 'removed' | 'changed'): Locator {
    return this.page
      .getByRole('table', { name: both('Partitions that differ', '달라진 파티션') })
      .locator(`[data-kind="${kind}"]`)
  }

  async press(en: string, ko: string): Promise<void> {
    await this.control.getByRole('button', { name: new RegExp(`^(${en}|${ko})`) }).click()
  }

  async undo(): Promise<void> {
    await this.press('Undo…', '되돌리기…')
    await this.undoDialog.getByRole('button', { name: both('Undo', '되돌리기') }).click()
  }

  link(en: string, ko: string): Locator {
    return this.page.getByRole('main').getByRole('link', { name: both(en, ko) })
  }

  async showNewPlan(): Promise<void> {
    await this.page.getByRole('button', { name: both('Show the new plan', '새 실행 계획 보기') }).click()
  }
}

/** The history of runs. */
export class RunsPage {
  readonly table: Locator
  readonly groups: Locator
  readonly timeline: Locator
  readonly marks: Locator
  readonly tip: Locator
  readonly trend: Locator
  readonly active: Locator
  readonly search: Locator

  constructor(private readonly page: Page) {
    this.table = page.getByRole('group', { name: both('Runs', '실행 이력') })
    this.groups = page.getByRole('group', { name: both('Runs in groups', '묶은 실행 이력') })
    this.timeline = page.getByRole('group', { name: both('Runs in time', '시간별 실행') })
    this.marks = this.timeline.getByRole('link')
    this.tip = page.getByRole('tooltip')
    this.trend = page.getByRole('img', { name: /^(Durations of the runs of|.* 실행의 소요 시간$)/ })
    this.active = page.getByRole('region', { name: both('Active backfills', '진행 중인 백필') })
    this.search = page.getByRole('textbox', { name: both('Find id, person, error', 'ID, 사람, 오류 검색') })
  }

  row(text: string): Locator {
    return this.table.getByRole('row').filter({ hasText: text })
  }

  async filter(label: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).click()
    await this.page.getByRole('option', { name: option, exact: true }).click()
  }

  async tab(en: string, ko: string): Promise<void> {
    await this.page.getByRole('tab', { name: both(en, ko) }).click()
  }

  panel(): Locator {
    return this.page.getByRole('tabpanel')
  }
}
