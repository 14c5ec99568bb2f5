import { describe, expect, it } from 'vitest'
import { connectionSpec } from '../../../../pipeline/contract'
import { draftOf, newDraft, specOf } from './draft'
import { problemsOf } from './problems'

const api = connectionSpec.parse({
  format: 1,
  name: 'molit',
  title: 'MOLIT',
  target: {
    kind: 'http',
    baseUrl: 'https://{HOST}/v1',
    headers: { Accept: 'application/xml', 'X-Key': '{secret.key}' },
    limits: { perDay: 1000, zone: 'UTC', concurrency: 4 },
    ca: 'PEM'
  },
  secrets: ['key'],
  profiles: { test: { baseUrl: 'https://test/', limits: { perDay: 10 } } }
})

describe('the form of a connection', () => {
  it('gives back what it was given, also what it does not show', () => {
    expect(specOf(draftOf(api), api)).toEqual(api)
  })

  it.each(['http', 'mysql', 's3'] as const)('of a new %s connection says what it lacks', (kind) => {
    const problems = problemsOf(newDraft(kind))
    expect([...problems].map(([input, { key }]) => `${input} ${key}`)).toEqual(
      {
        http: ['name required', 'baseUrl required'],
        mysql: ['name required', 'host required', 'user required'],
        s3: ['name required']
      }[kind]
    )
  })

  it.each([
    ['baseUrl', 'htp:/x', 'url'],
    ['limits.perDay', '0', 'number'],
    ['limits.perDay', '1.5', 'number'],
    ['limits.resetsAt', '25:00', 'clock'],
    ['headers', 'no colon', 'header']
  ])('says what is wrong with %s "%s" where it is typed', (path, text, key) => {
    const draft = draftOf(api)
    expect(problemsOf({ ...draft, values: { ...draft.values, [path]: text } }).get(path)).toMatchObject({ key })
  })

  it('leaves the judgement of what a variable fills in to the engine', () => {
    const draft = { ...newDraft('mysql'), name: 'db', values: { host: '{H}', user: 'u', port: '{PORT}' } }
    expect(problemsOf(draft).size).toBe(0)
    expect(specOf(draft, undefined).target).toMatchObject({ host: '{H}', port: '{PORT}' })
  })

  it('writes a port as a number, and a difference of a profile with the type of its field', () => {
    const overrides = [{ profile: 'test', path: 'port', text: '3307' }]
    const draft = { ...newDraft('mysql'), name: 'db', values: { host: 'h', user: 'u', port: '3306' }, overrides }
    expect(specOf(draft, undefined)).toMatchObject({ target: { port: 3306 }, profiles: { test: { port: 3307 } } })
  })
})
