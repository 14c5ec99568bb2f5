import { AppError } from '../../../lib/errors'
import type { Encoding } from '../../../contract'
import { Cp949Decoder } from '../../../load/decode/cp949'
import { bomLength } from '../../../load/decode/decode-text'
import { Utf8Check } from '../../../load/decode/utf8'

const names: Record<string, Encoding> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  cp949: 'cp949',
  ms949: 'cp949',
  uhc: 'cp949',
  'windows-949': 'cp949',
  'x-windows-949': 'cp949',
  'euc-kr': 'cp949',
  euckr: 'cp949',
  'ks_c_5601-1987': 'cp949',
  ksc5601: 'cp949'
}

/** Bytes as text, strictly. The declared encoding counts, then what the answer says of itself. `file.encoding` names the byte. */
export function decodeAnswer(
  name: string,
  bytes: Buffer,
  declared: Encoding | undefined,
  contentType: string | undefined
): string {
  const encoding = declared ?? encodingOf(name, bytes, contentType)
  if (encoding === 'cp949') {
    const decoder = new Cp949Decoder(name)
    const text = decoder.push(bytes).toString('utf8')
    decoder.end()
    return text
  }
  const check = new Utf8Check(name)
  check.push(bytes)
  check.end()
  return bytes.toString('utf8', bomLength(name, bytes))
}

function encodingOf(name: string, bytes: Buffer, contentType: string | undefined): Encoding {
  const said =
    /charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1] ??
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)/.exec(bytes.toString('latin1', 0, 200))?.[1]
  if (said === undefined) return 'utf-8'
  const encoding = names[said.toLowerCase()]
  if (encoding === undefined)
    throw new AppError('collect.answer', `${name} is written in ${said.slice(0, 40)}, which is not read.`, {
      hint: 'Ask the server for UTF-8, or set the answer’s encoding.'
    })
  return encoding
}
