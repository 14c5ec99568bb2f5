import { describe, expect, it } from 'vitest'
import { redact } from './redact'

describe('a log line', () => {
  it('hides values whose key names a secret, at any depth', () => {
    const line = { user: 'kim', password: 'p', deep: [{ api_key: 'k', accessToken: 't', Authorization: 'a' }] }
    expect(redact(line)).toEqual({
      user: 'kim',
      password: '•••',
      deep: [{ api_key: '•••', accessToken: '•••', Authorization: '•••' }]
    })
  })

  it.each([
    ['https://kim:hunter2@db.example/x', 'hunter2'],
    ['http://127.0.0.1:4000/?token=abcdef0123', 'abcdef0123'],
    ['https://b.s3.amazonaws.com/k?X-Amz-Signature=feed&x=1', 'feed'],
    ['sent with Bearer abcdefgh12345678', 'abcdefgh12345678'],
    ['https://hooks.slack.com/services/T0/B0/xyz', 'services'],
    ['xoxb-123456789-abc', '123456789'],
    ['https://kim:hunt@r2@db.example/x', 'r2'],
    ['https://:hunter2@db.example/x', 'hunter2'],
    ['https://ghp_16c7e42f@db.example/x', 'ghp_16c7e42f'],
    ['https://apis.example.kr/prices?serviceKey=hunter2&page=1', 'hunter2'],
    ['https://opendart.example.kr/api?corp=1&crtfc_key=hunter2', 'hunter2'],
    ['https://db.example/x?key=hunter2', 'hunter2'],
    ['https://db.example/x?api-key=hunter2', 'hunter2'],
    ['https://db.example/x?user=kim&passwd=hunter2', 'hunter2'],
    ['https://db.example/x?pwd=hunter2', 'hunter2'],
    ['https://db.example/x?auth=hunter2', 'hunter2']
  ])('hides what looks like a secret inside a text: %s', (text, secret) => {
    expect(JSON.stringify(redact({ message: text }))).not.toContain(secret)
  })

  it('keeps the rest of an address', () => {
    const text = 'https://kim:p@db.example/a@b?author=kim&page=2&serviceKey=s&day=3 and kim@desk'
    expect(redact(text)).toBe('https://•••@db.example/a@b?author=kim&page=2&serviceKey=•••&day=3 and kim@desk')
  })

  it('keeps what is no secret', () => {
    expect(redact({ path: '/lake/kor_close', rows: 12, key: ['code', 'date'] })).toEqual({
      path: '/lake/kor_close',
      rows: 12,
      key: ['code', 'date']
    })
  })
})
