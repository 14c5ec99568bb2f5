import { describe, expect, it } from 'vitest'
import { parseXml } from './xml'
import { xmlFault } from './well-formed'

describe('an XML document', () => {
  it.each([
    '<?xml version="1.0"?><a/>',
    '<a b="1>2" c=\'<\'><!-- <x> --><![CDATA[</a>]]><b /></a >',
    '\n<a>1 > 0 &amp; "quoted\'</a>\n',
    '<한글:이름 값="1"></한글:이름>'
  ])('is whole: %s', (text) => {
    expect(xmlFault(text)).toBeUndefined()
  })

  it.each([
    ['', 'it has no element'],
    ['<a></b>', '</b> closes nothing'],
    ['<a></ a>', '</ a> closes nothing'],
    ['<a><b></a></b>', '</a> closes nothing'],
    ['<a>', '<a> is never closed'],
    ['<a/><b/>', 'it has more than one root'],
    ['<a>1 < 2</a>', 'a tag that does not end'],
    ['<a b="', 'a tag that does not end'],
    ['<a><!-- ', 'a tag that does not end'],
    ['<!x><a/>', 'a tag that does not end'],
    ['<a>'.repeat(101), 'more than 100 elements inside each other']
  ])('is not whole: %s', (text, why) => {
    expect(xmlFault(text)).toBe(why)
  })

  it.each([
    ['a name without end', `<${'a'.repeat(20_000_000)}`],
    ['a tag of 20 MB', `<a ${'b '.repeat(10_000_000)}`],
    ['many quotes without end', `<a ${`"x" `.repeat(2_000_000)}"`],
    ['many tags without end', '<a '.repeat(5_000_000)],
    ['many comments without end', `<a>${'<!-'.repeat(5_000_000)}`]
  ])('of a hostile server is refused as an answer, whatever its length: %s', (_, text) => {
    expect(() => parseXml('it', text)).toThrow(expect.objectContaining({ code: 'collect.answer' }) as Error)
  })
})
