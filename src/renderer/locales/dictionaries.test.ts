import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../pipeline/contract'
import { en } from './en'
import { errorKey } from './error-key'
import { ko } from './ko'

type Tree = { readonly [key: string]: string | Tree }

function texts(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`
    return typeof value === 'string' ? [[at, value] as [string, string]] : texts(value, at)
  })
}
const english = new Map(texts(en))
const korean = new Map(texts(ko))
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? '').sort()

describe('the dictionaries', () => {
  it('have every sentence in both languages', () => {
    const needed = [...english.keys()].filter((key) => !key.endsWith('_one'))
    expect(needed.filter((key) => (korean.get(key) ?? '') === '')).toEqual([])
    expect([...korean.keys()].filter((key) => !english.has(key))).toEqual([])
  })

  it('fill in the same things in both languages', () => {
    const differing = [...korean].filter(([key, text]) => {
      const needed = new Set(placeholders(english.get(key) ?? ''))
      return placeholders(text).some((name) => !needed.has(name))
    })
    expect(differing).toEqual([])
  })

  it('leave no choice of particle to the reader', () => {
    expect([...korean].filter(([, text]) => /[을은이과]\([를는가와]\)|\(으\)로/.test(text))).toEqual([])
  })

  it('avoid what nobody says', () => {
    expect([...korean].filter(([, text]) => /성공적으로|당신|되어졌|오류가 발생했습니다/.test(text))).toEqual([])
  })

  it('name every error and say what to do about it', () => {
    for (const code of errorCodes) {
      expect(english.get(`error.code.${errorKey(code)}`)).toBeTruthy()
      expect(code === 'internal' || errorKey(code) !== 'internal').toBe(true)
      expect(korean.get(`error.hint.${errorKey(code)}`)).toBeTruthy()
    }
  })
})
