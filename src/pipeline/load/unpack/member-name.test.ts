import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { memberPath } from './member-name'

const hostile = [
  '../x',
  '../../etc/passwd',
  'a/../../x',
  'a/..',
  '..',
  '/etc/passwd',
  '//server/share/x',
  '\\\\server\\share\\x',
  '..\\x',
  'a\\..\\..\\x',
  'C:x',
  'C:\\x',
  'c:/x',
  'z:..',
  '..%2fx',
  '%2e%2e/x',
  '%2e%2e%2fx',
  '..%5cx',
  '%2fetc',
  'C%3ax',
  'a\u0000.csv',
  'a%00.csv',
  '.. /x',
  '... /x',
  '..../x',
  '.. . /x',
  ' ../x',
  '..\u00a0/x',
  '\t../x',
  'a\r\nb',
  '',
  '\u0007',
  '．．/x',
  '／etc',
  'a/．．/b',
  '＼＼server',
  'Ｃ:x',
  '‥/x',
  'a/ .. /b',
  '..\u2028/x',
  'a'.repeat(5000),
  '\u0085x',
  'a/..\u3000/b',
  '%2E%2E/x'
]
const outside = (path: string): boolean =>
  [posix, win32].some((flavour) => {
    const root = flavour === posix ? '/root' : 'C:\\root'
    const target = flavour.resolve(root, path)
    return target !== root && !target.startsWith(root + flavour.sep)
  })

const tryPath = (raw: string): string | undefined => {
  try {
    return memberPath(raw, 'a.zip')
  } catch {
    return undefined
  }
}

describe('the name of an archive member', () => {
  afterEach(() => delete process.env.PENSTOCK_PLANT)

  it.each(hostile)('is refused with its archive when it is %j', (name) => {
    expect(() => memberPath(name, 'a.zip')).toThrow(expect.objectContaining({ code: 'archive.path' }) as Error)
  })

  it.each(['a.csv', './a.csv', 'dt=2023-08/x.csv', '시세/005930.csv', 'a b/(1).csv', '..a/b..csv', 'a/.hidden'])(
    'may be %s',
    (name) => {
      expect(memberPath(name, 'a.zip')).toBe(name.replace('./a', 'a'))
    }
  )

  it('never leads out of a folder, whatever 100,000 names are tried', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      'a',
      'C:',
      '%2e',
      '%2f',
      '%5c',
      ' ',
      '\0',
      '．',
      'dir',
      '~',
      '\u202e',
      '...',
      'é'
    )
    let accepted = 0
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
        (raw) => {
          const path = tryPath(raw)
          if (path === undefined) return
          accepted += 1
          expect(outside(path)).toBe(false)
        }
      ),
      { numRuns: 100_000 }
    )
    expect(accepted).toBeGreaterThan(1000)
  })

  it('would lead out without this check', () => {
    process.env.PENSTOCK_PLANT = 'no-realpath'
    expect(outside(memberPath('../../x', 'a.zip'))).toBe(true)
  })
})
