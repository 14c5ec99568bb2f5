import { afterEach, beforeEach, expect, it } from 'vitest'
import { httpCollect } from '../../contract'
import { startServer, type ApiServer } from '../testing/api-server'
import { connectionTo, testPace, windowOf, ZONE } from '../testing/collecting'
import { previewHttp } from './preview-http'

let server: ApiServer
beforeEach(async () => {
  server = await startServer(({ url }) => ({
    body: JSON.stringify({
      echo: url.search,
      meta: { total: 120 },
      body: {
        list: Array.from({ length: 60 }, (_, n) => ({
          day: '20260102',
          ticker: String(n).padStart(6, '0'),
          price: `${71_200 + n}.50`,
          memo: ''
        }))
      }
    })
  }))
})
afterEach(() => server.close())

const preview = (rows: string) =>
  previewHttp(
    {
      collect: httpCollect.parse({
        kind: 'http',
        connection: 'c',
        request: { path: 'p', query: { key: '{secret.key}', market: '{market}' } },
        answer: { format: 'json', rows },
        paging: { kind: 'page', size: 60, total: 'meta.total' },
        fanOut: [{ as: 'market', values: ['stk', 'ksq'] }]
      }),
      connection: connectionTo(server.origin, { key: 'preview+secret' }),
      window: windowOf('2026-01-02'),
      zone: ZONE,
      fanOut: { market: ['stk', 'ksq'] },
      variables: {}
    },
    { signal: new AbortController().signal, progress: () => undefined },
    testPace()
  )

it.each(['body.list', '', 'wrong.path'])(
  'shows one question with the path "%s": rows, where they could stand, columns and a key',
  async (rows) => {
    const shown = await preview(rows)
    expect(server.seen).toHaveLength(1)
    expect(shown.asked).toBe(`GET ${server.origin}/p?key=•••&market=stk`)
    expect(JSON.stringify(shown)).not.toContain('preview')
    expect(shown).toMatchObject({
      status: 200,
      total: 120,
      paths: [
        { path: 'body.list', rows: 60 },
        { path: 'meta', rows: 1 }
      ].slice(0, 1)
    })
    expect(shown.rows).toHaveLength(50)
    expect(shown.rows[1]).toEqual({ '@market': 'stk', day: '20260102', ticker: '000001', price: '71201.50', memo: '' })
    expect(shown.columns.map(({ name, source, type, format }) => [name, source, type, format])).toEqual([
      ['market', { header: '@market' }, 'text', undefined],
      ['day', { header: 'day' }, 'date', '%Y%m%d'],
      ['ticker', { header: 'ticker' }, 'text', undefined],
      ['price', { header: 'price' }, expect.stringMatching(/^decimal\(\d+,2\)$/), undefined],
      ['memo', { header: 'memo' }, 'text', undefined]
    ])
    expect(shown.key).toEqual(['ticker'])
  }
)
