import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { decodeCp949 } from './cp949'

const SCRIPT = `
import sys
for lead in range(0x80, 0x100):
    for trail in range(0x100):
        try:
            text = bytes([lead, trail]).decode('cp949')
        except UnicodeDecodeError:
            continue
        if len(text) == 1:
            sys.stdout.write('%04x %04x\\n' % (lead << 8 | trail, ord(text)))
`

it('reads every pair of bytes as Python does', () => {
  const expected = execFileSync('python3', ['-c', SCRIPT], { encoding: 'utf8' }).trim().split('\n')
  const found: string[] = []
  for (let pair = 0x8000; pair <= 0xffff; pair += 1) {
    const { utf8, read } = decodeCp949(Buffer.from([pair >> 8, pair & 0xff]))
    const text = utf8.toString('utf8')
    if (read === 2 && text.length === 1) found.push(`${pair.toString(16)} ${text.charCodeAt(0).toString(16).padStart(4, '0')}`)
  }
  expect(found).toEqual(expected)
})
