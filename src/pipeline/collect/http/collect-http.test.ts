import { afterEach, beforeEach, expect, it } from 'vitest'
import { startServer, type ApiServer } from '../testing/api-server'
import { collectRoom, connectionTo, windowOf, type Room } from '../testing/collecting'

let room: Room
let server: ApiServer | undefined
beforeEach(async () => {
  room = await collectRoom()
})
afterEach(async () => {
  await server?.close()
  server = undefined
  await room.dispose()
})

it('asks every window and value, page by page, and writes the rows in the order of the questions', async () => {
  server = await startServer(({ url }) => {
    const page = Number(url.searchParams.get('page'))
    const all = Array.from({ length: 5 }, (_, index) => ({
      code: url.searchParams.get('code'),
      day: url.searchParams.get('day'),
      n: index
    }))
    return { body: JSON.stringify({ total: 5, rows: all.slice((page - 1) * 2, page * 2) }) }
  })
  const spec = {
    request: { path: 'list', query: { code: '{code}', day: '{dt:%Y%m%d}', page: '{page}', size: '{size}' } },
    answer: { format: 'json', rows: 'rows' },
    paging: { kind: 'page', size: 2, total: 'total' },
    fanOut: [{ as: 'code', values: ['a', 'b'] }]
  }
  const request = {
    connection: connectionTo(server.origin),
    spec,
    fields: ['n', 'day', '@code'],
    fanOut: { code: ['a', 'b'] },
    windows: [windowOf('2026-01-02'), windowOf('2026-01-05')]
  }
  const done = await room.run(request)
  expect(done).toMatchObject({
    requests: 12,
    reused: 0,
    rows: 20,
    windows: [
      { id: '2026-01-02', rows: 10, requests: 6 },
      { id: '2026-01-05', rows: 10 }
    ]
  })
  const rows = await room.pickedRows()
  expect(rows.map((row) => `${row['day']} ${row['@code']} ${row['n']}`)).toEqual(
    ['20260102', '20260105'].flatMap((day) => ['a', 'b'].flatMap((code) => [0, 1, 2, 3, 4].map((n) => `${day} ${code} ${n}`)))
  )
  expect(await room.run(request)).toMatchObject({ requests: 0, reused: 12, rows: 20 })
  expect(await room.pickedRows()).toEqual(rows)
  expect(await room.run({ ...request, id: 'run-2', fromRaw: true })).toMatchObject({ requests: 0, rows: 20 })
  expect(await room.pickedRows()).toEqual(rows)
})
