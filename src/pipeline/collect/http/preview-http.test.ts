import { afterEach, beforeEach, expect, it } from 'vitest'
import { httpCollect } from '../../contract'
import { startServer, type ApiServer } from '../testing/api-server'
import { connectionTo, testPace, windowOf, ZONE } from '../testing/collecting'
import { previewHttp } from './preview-http'

let server: ApiServer
let failing = 0
beforeEach(async () => {
  told.length = 0
  failing = 0
  server = await startServer(({ url }, count) => ({
    status: count <= failing ? 503 : 200,
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

const told: number[] = []
const preview = (rows: string, mayAsk: number | null = null) =>
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
      variables: {},
      mayAsk
    },
    { signal: new AbortController().signal, progress: ({ requests = 0 }) => void told.push(requests) },
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

it('counts every try, and makes no more than it may', async () => {
  failing = 2
  await preview('body.list')
  expect(told).toEqual([1, 2, 3])
  failing = 5
  await expect(preview('body.list', 1)).rejects.toMatchObject({ code: 'quota.exhausted' })
  expect(server.seen).toHaveLength(4)
})
