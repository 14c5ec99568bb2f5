import { expect, it } from 'vitest'
import { parseXml } from './xml'

it('reads signs that are written by their numbers as the signs that they are, and leaves those of a CDATA alone', () => {
  const text = '<r><name>O&#39;Neil &#xAC00; &amp;#39; &lt;b&gt;</name><raw><![CDATA[&#39;]]></raw></r>'

  expect(parseXml('answer', text)).toEqual({ r: { name: "O'Neil 가 &#39; <b>", raw: '&#39;' } })
})
