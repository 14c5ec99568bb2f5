import type { Locator, Page } from '@playwright/test'

const both = (en: string, ko: string): RegExp => new RegExp(`^(${en}|${ko})$`)

/** The tree of all datasets. */
export class LakeList {
  readonly tree: Locator
  readonly search: Locator
  readonly empty: Locator

  constructor(private readonly page: Page) {
    this.tree = page.getByRole('group', { name: both('Datasets of the lake', '데이터 레이크의 데이터셋') })
    this.search = page.getByRole('textbox', { name: both('Find a dataset', '데이터셋 찾기') })
    this.empty = page.getByText(/^(There is no dataset yet|아직 데이터셋이 없습니다)/)
  }

  row(name: string): Locator {
    return this.tree.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) })
  }

  async unfold(name: string): Promise<void> {
    await this.row(name).getByRole('button').click()
  }

  async open(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).click()
  }
}

/** What both a dataset's and a partition's page have. */
class LakePage {
  readonly heading: Locator
  readonly outcome: Locator
  readonly failed: Locator
  readonly undoDialog: Locator

  constructor(protected readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 })
    this.outcome = page.getByRole('main').getByRole('status')
    this.failed = page.getByRole('main').getByRole('alert')
    this.undoDialog = page.getByRole('dialog', { name: /^(Undo the change of|v\d+의 변경을 되돌립니까)/ })
  }

  async tab(en: string, ko: string): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^(${en}|${ko})`) }).click()
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: both('Undo last change', '최근 변경 되돌리기') }).click()
  }

  async confirmUndo(): Promise<void> {
    await this.undoDialog.getByRole('button', { name: /^(Undo \d+ partition|파티션 \d+개 되돌리기)/ }).click()
  }

  quarantine(): Locator {
    return this.page.getByRole('group', { name: both('Quarantined rows', '격리된 행') })
  }

  rows(): Locator {
    return this.page.getByRole('group', { name: both('First rows', '첫 행') })
  }
}

/** One dataset. */
export class DatasetPage extends LakePage {
  readonly grid: Locator
  readonly legend: Locator
  readonly table: Locator
  readonly selection: Locator

  constructor(page: Page) {
    super(page)
    this.grid = page.getByRole('grid', { name: /(in time|의 기간별 파티션)$/ })
    this.legend = page.getByRole('list', { name: /^(States and how many|상태별 파티션 수)/ })
    this.table = page.getByRole('group', { name: /^(Partitions of|.*의 파티션 목록)/ })
    this.selection = page.getByRole('region', { name: both('Selection', '선택 영역') })
  }

  async load(): Promise<void> {
    await this.page.getByRole('button', { name: both('Load', '적재') }).click()
  }

  cell(dt: string): Locator {
    return this.grid.locator(`[data-dt="${dt}"]`)
  }

  selected(): Locator {
    return this.grid.locator('[aria-selected="true"]')
  }

  async drag(from: string, to: string): Promise<void> {
    await this.cell(from).hover()
    await this.page.mouse.down()
    await this.cell(to).hover()
    await this.page.mouse.up()
  }

  async typeRange(from: string, to: string): Promise<void> {
    await this.selection.getByRole('textbox', { name: both('From', '시작') }).fill(from)
    await this.selection.getByRole('textbox', { name: both('To', '끝') }).fill(to)
    await this.page.keyboard.press('Enter')
  }
}

/** One partition. */
export class PartitionPage extends LakePage {
  readonly difference: Locator
  readonly versions: Locator
  readonly digest: Locator

  constructor(page: Page) {
    super(page)
    this.difference = page.getByRole('region', { name: /^v\d+ → v\d+$/ })
    this.versions = page.getByRole('table', { name: both('Versions', '버전') })
    this.digest = page.getByRole('main').locator('dl').first().locator('.mono')
  }

  async load(): Promise<void> {
    await this.page.getByRole('button', { name: both('Load this partition', '이 파티션 적재') }).click()
  }

  async compare(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Compare v\d+ with v\d+|v\d+[과와] v\d+ 비교)$/ }).click()
  }

  figure(kind: 'added' | 'removed' | 'changed' | 'unchanged'): Locator {
    return this.difference.locator(`[data-diff="${kind}"] dd`)
  }

  attempts(): Locator {
    return this.page.getByRole('tabpanel').getByRole('button', { name: /^(Attempt|시도) \d/ })
  }
}
