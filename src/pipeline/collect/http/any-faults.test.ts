import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startServer, type ApiAnswer } from '../testing/api-server'
import { collectRoom, connectionTo } from '../testing/collecting'

const cut = (text: string): ApiAnswer => ({
  raw: (response) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(text) })
    response.write(text.slice(0, text.length >> 1), () => response.destroy())
  }
})

it('gives the rows of the server in its order, whatever the page size, the number of rows and the faults on the way', async () => {
  const faults = fc.array(fc.constantFrom('none', 'none', '500', '429', 'cut', 'gone'), { maxLength: 12 })
  const paging = fc.constantFrom('page', 'offset', 'page without total')
  await fc.assert(
    fc.asyncProperty(
      fc.nat(23),
      fc.integer({ min: 1, max: 9 }),
      paging,
      faults,
      fc.integer({ min: 1, max: 4 }),
      async (count, size, kind, planned, lanes) => {
        const codes = ['a', 'b', 'c']
        const rowsOf = (code: string) => Array.from({ length: count }, (_, n) => ({ code, n: `${n}` }))
        const server = await startServer(({ url: { searchParams: asked } }, at) => {
          const from = kind === 'offset' ? Number(asked.get('at')) : (Number(asked.get('at')) - 1) * size
          const body = JSON.stringify({ total: count, rows: rowsOf(asked.get('code') ?? '').slice(from, from + size) })
          const fault = planned[at - 1] ?? 'none'
          if (fault === 'none') return { body }
          if (fault === 'cut') return cut(body)
          if (fault === 'gone') return { raw: (response) => void response.destroy() }
          return { status: Number(fault), body: 'busy' }
        })
        const room = await collectRoom()
        try {
          room.pace.tries = 15
          const done = await room.run({
            connection: connectionTo(server.origin, {}, { limits: { concurrency: lanes } }),
            spec: {
              request: { query: { code: '{code}', at: kind === 'offset' ? '{offset}' : '{page}' } },
              answer: { format: 'json', rows: 'rows' },
              paging: {
                kind: kind === 'offset' ? 'offset' : 'page',
                size,
                ...(kind === 'page without total' ? {} : { total: 'total' })
              },
              fanOut: [{ as: 'code', values: codes }]
            },
            fields: ['code', 'n'],
            fanOut: { code: codes }
          })
          expect(await room.pickedRows()).toEqual(codes.flatMap(rowsOf))
          expect(done.requests).toBe(server.seen.length)
        } finally {
          await server.close()
          await room.dispose()
        }
      }
    ),
    { numRuns: 60 }
  )
})
