import { describe, expect, it } from 'vitest'
import { resolveParticles } from './particles'

describe('a particle', () => {
  it.each([
    ['삼성전자[을/를]', '삼성전자를'],
    ['종목[을/를]', '종목을'],
    ['설정[으로/로]', '설정으로'],
    ['파일[으로/로]', '파일로'],
    ['레이크[으로/로]', '레이크로'],
    ['5 %[을/를]', '5 %를'],
    ['"가격"[이/가]', '"가격"이'],
    ['2021-03[은/는]', '2021-03은'],
    ['2021-02[은/는]', '2021-02는'],
    ['kor_close[을/를]', 'kor_close를'],
    ['column[을/를]', 'column을'],
    ['…[을/를]', '…를']
  ])('%s reads %s', (written, read) => expect(resolveParticles(written)).toBe(read))

  it('is chosen for each word of a sentence', () => {
    expect(resolveParticles('데이터셋[은/는] 레이크[과/와] 다릅니다')).toBe('데이터셋은 레이크와 다릅니다')
  })

  it('is chosen alike however the Hangul was composed', () => {
    expect(resolveParticles(`${'종목'.normalize('NFD')}[을/를]`)).toBe(`${'종목'.normalize('NFD')}을`)
  })
})
