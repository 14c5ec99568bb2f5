import { describe, expect, it } from 'vitest'
import { connectionTarget, httpCollect } from '../../contract'
import { ZONE, windowOf } from '../testing/collecting'
import { firstPlace, questionsOf, requestFor } from './questions'

function built(
  request: object,
  extra: {
    secrets?: Record<string, string>
    variables?: Record<string, string>
    code?: string
    window?: string
    target?: object
  } = {}
) {
  const collect = httpCollect.parse({
    kind: 'http',
    connection: 'c',
    request,
    answer: { format: 'json' },
    paging: { kind: 'offset', first: 1, size: 100 },
    fanOut: [{ as: 'code', values: ['x'] }]
  })
  const target = connectionTarget.parse({ kind: 'http', baseUrl: 'https://api.example.com/v1/?format=json', ...extra.target })
  const context = {
    collect,
    connection: { name: 'c', target, secrets: extra.secrets ?? {} },
    zone: ZONE,
    fanOut: { code: [extra.code ?? 'x'] },
    variables: extra.variables ?? {}
  }
  const [question] = questionsOf(windowOf(extra.window ?? '2026-01-02'), context)
  if (question === undefined) throw new Error('no question')
  const { ask } = requestFor(question, firstPlace(collect), context)
  return ask
}

describe('a request', () => {
  it('says dates as the zone shows them, with the last moment inclusive', () => {
    const { url } = built(
      { path: '{dt}/{from:%Y%m%d}/{to:%Y-%m-%d}', query: { t: '{to:%H:%M:%S}', j: '{from:%j}' } },
      { window: '2024-02' }
    )
    expect(url).toBe('https://api.example.com/v1/2024-02/20240201/2024-02-29?format=json&t=23%3A59%3A59&j=032')
  })

  it('encodes a value once wherever it stands, also one that was given encoded', () => {
    const query = { key: '{secret.key}', code: '{code}' }
    const plain = built({ path: 'a/{code}/b', query }, { secrets: { key: 'a+b/c==' }, code: '가/나?&' }).url
    expect(plain).toBe(
      'https://api.example.com/v1/a/%EA%B0%80%2F%EB%82%98%3F%26/b?format=json&key=a%2Bb%2Fc%3D%3D&code=%EA%B0%80%2F%EB%82%98%3F%26'
    )
    expect(built({ path: 'a/{code}/b', query }, { secrets: { key: 'a%2Bb%2Fc%3D%3D' }, code: '가/나?&' }).url).toBe(plain)
  })

  it('holds a secret of its base URL as one of its path, and shows neither', () => {
    const target = { baseUrl: 'https://api.example.com/{secret.key}/v1' }
    const { url, shown } = built({ path: '{secret.key}' }, { secrets: { key: 'a%2Bb/' }, target })
    expect(url).toBe('https://api.example.com/a%2Bb%2F/v1/a%2Bb%2F')
    expect(shown).toBe('https://api.example.com/•••/v1/•••')
  })

  it('refuses a secret in its host', () => {
    const target = { baseUrl: 'https://{secret.key}.example.com/' }
    expect(() => built({}, { secrets: { key: 'hunter2' }, target })).toThrow(
      expect.objectContaining({ code: 'connection.invalid' }) as Error
    )
  })

  it('says a secret in headers and bodies as it was given: only addresses are encoded', () => {
    const request = { method: 'POST', headers: { auth: '{secret.key}' }, body: '[{"k":"{secret.key}"}]'.replace('{"', '{{"') }
    const { headers, body } = built(request, { secrets: { key: '100%25' } })
    expect([headers['auth'], body]).toEqual(['100%25', '[{"k":"100%25"}]'])
  })

  it.each(['.', '..'])('refuses %s as a part of its path', (code) => {
    expect(() => built({ path: 'a/{code}' }, { code })).toThrow(expect.objectContaining({ code: 'dataset.invalid' }) as Error)
  })

  it('refuses a line end in a header', () => {
    expect(() => built({ headers: { 'x-code': '{code}' } }, { code: 'a\r\nhost: evil' })).toThrow(
      expect.objectContaining({ code: 'dataset.invalid' }) as Error
    )
  })

  it('escapes values in a JSON body as texts, and keeps braces that were doubled', () => {
    const { body, headers } = built(
      { method: 'POST', body: '{{"code":"{code}","first":{offset},"last":{last}}' },
      { code: 'a"\\\n' }
    )
    expect(JSON.parse(body ?? '')).toEqual({ code: 'a"\\\n', first: 1, last: 100 })
    expect(headers['content-type']).toBe('application/json')
  })

  it('escapes values in a form', () => {
    expect(built({ method: 'POST', body: 'code={code}&x=1' }, { code: 'a&b=c' }).body).toBe('code=a%26b%3Dc&x=1')
  })

  it('takes variables, and knows no inherited name for one', () => {
    expect(built({ path: '{region}' }, { variables: { region: 'seoul' } }).url).toContain('/seoul')
    expect(() => built({ path: '{constructor}' })).toThrow(expect.objectContaining({ code: 'variable.missing' }) as Error)
  })
})
