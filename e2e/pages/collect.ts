import type { Locator, Page } from '@playwright/test'

const both = (en: string, ko: string): RegExp => new RegExp(`^(${en}|${ko})$`)

/** The page on which a dataset is set up that is collected by date. */
export class CollectPage {
  readonly sources: Locator
  readonly request: Locator
  readonly trial: Locator
  readonly shape: Locator
  readonly rows: Locator
  readonly file: Locator
  readonly setUp: Locator
  readonly send: Locator
  readonly save: Locator
  readonly saved: Locator
  readonly backfill: Locator
  readonly error: Locator

  constructor(private readonly page: Page) {
    const main = page.getByRole('main')
    this.sources = page.getByRole('region', { name: both('Source', '가져올 곳') })
    this.request = page.getByRole('region', { name: both('Request', '요청 내용') })
    this.trial = page.getByRole('region', { name: both('Test request', '시험 요청') })
    this.shape = page.getByRole('region', { name: both('Dataset', '데이터셋') })
    this.rows = this.trial.getByRole('group', { name: both('First rows', '첫 행') })
    this.file = page.getByRole('region', { name: both('Dataset file', '데이터셋 파일') })
    this.setUp = main.getByRole('button', { name: both('Set up', '설정하기') })
    this.send = this.trial.getByRole('button', { name: both('Send', '한 번 요청') })
    this.save = main.getByRole('button', { name: both('Save dataset', '데이터셋 저장') })
    this.saved = page.getByTestId('collect-saved')
    this.backfill = main.getByRole('link', { name: both('Plan the first backfill', '첫 백필 계획하기') })
    this.error = main.getByRole('alert')
  }

  source(name: RegExp): Locator {
    return this.sources.getByRole('button', { name })
  }

  field(en: string, ko: string): Locator {
    return this.page.getByRole('main').getByLabel(both(en, ko))
  }

  /** Takes over the columns that the answer suggests. */
  useColumns(): Locator {
    return this.trial.getByRole('button', { name: /^(Use these \d+ columns|이 컬럼 \d+개 사용)$/ })
  }

  /** One of the places in the answer where rows may be. */
  path(path: string): Locator {
    return this.trial.getByRole('button', { name: new RegExp(`^${path.replaceAll('.', String.raw`\.`)}(의 행)? ?\\(`) })
  }
}
