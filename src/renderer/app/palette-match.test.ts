import { describe, expect, it } from 'vitest'
import { partitionQuery, score } from './palette-match'

describe('the palette', () => {
  it('prefers a beginning to a word inside, and a word to a part of one', () => {
    expect(score('kor', 'kor_close')).toBeGreaterThan(score('close', 'kor_close'))
    expect(score('close', 'kor_close')).toBeGreaterThan(score('lose', 'kor_close'))
    expect(score('xyz', 'kor_close')).toBe(0)
  })

  it('finds a word by its initials', () => {
    expect(score('ㅅㅅㅈㅈ', '삼성전자')).toBeGreaterThan(0)
    expect(score('ㅇㅍㅌ', '아파트 실거래')).toBeGreaterThan(0)
    expect(score('ㄱㄱㄱ', '삼성전자')).toBe(0)
  })

  it('understands what was typed in the wrong layout, either way', () => {
    expect(score('tkatjdwjswk', '삼성전자')).toBeGreaterThan(0)
    expect(score('ㅏㅐㄱ', 'kor_close')).toBeGreaterThan(0)
  })

  it('finds decomposed Hangul', () => expect(score('삼성'.normalize('NFD'), '삼성전자')).toBeGreaterThan(0))

  it('reads a dataset and a partition', () => {
    const names = ['kor_close', 'apt_trades']
    expect(partitionQuery('kor_close 2021-03', names)).toEqual({ name: 'kor_close', dt: '2021-03' })
    expect(partitionQuery('apt 2007-05-01', names)).toEqual({ name: 'apt_trades', dt: '2007-05-01' })
    expect(partitionQuery('nothing 2021-03', names)).toBeUndefined()
    expect(partitionQuery('kor_close', names)).toBeUndefined()
  })
})
