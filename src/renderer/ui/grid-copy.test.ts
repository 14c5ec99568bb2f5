import { describe, expect, it } from 'vitest'
import { copyTable } from './grid-copy'

const columns = [
  { name: '종목코드', numeric: false },
  { name: 'close', numeric: true }
]

describe('copied rows', () => {
  it('carry their header, as TSV and as HTML', () => {
    const { text, html } = copyTable(columns, [['005930', '71,300']])
    expect(text).toBe('종목코드\tclose\r\n005930\t71,300')
    expect(html).toContain('<th>종목코드</th><th>close</th>')
  })

  it('tell a spreadsheet that a code is text, so that it keeps its zeros', () => {
    expect(copyTable(columns, [['005930', '1']]).html).toContain(`<td style="mso-number-format:'\\@'">005930</td><td>1</td>`)
  })

  it('cannot smuggle markup or break out of their cell', () => {
    const { text, html } = copyTable(columns, [['<img src=x onerror="a()">', 'a\tb\n"c"']])
    expect(html).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt;')
    expect(text).toContain('"a\tb\n""c"""')
  })
})
