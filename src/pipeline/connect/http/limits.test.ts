import { afterEach, beforeEach, expect, it } from 'vitest'
import { collectRoom, connectionTo, type Room } from '../../collect/testing/collecting'
import { startServer, type ApiServer } from '../../collect/testing/api-server'

const codes = Array.from({ length: 12 }, (_, index) => String(index))
const spec = {
  request: { query: { code: '{code}' } },
  answer: { format: 'json', rows: 'rows' },
  fanOut: [{ as: 'code', values: codes }]
}
let room: Room
let server: ApiServer
let running = 0
let most = 0
beforeEach(async () => {
  room = await collectRoom()
  running = 0
  most = 0
  server = await startServer(async () => {
    running += 1
    most = Math.max(most, running)
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
    running -= 1
    return { body: '{"rows":[]}' }
  })
})
afterEach(async () => {
  await server.close()
  await room.dispose()
})

it('has no more requests under way than the connection allows, over so many sockets that are kept', async () => {
  await room.run({ connection: connectionTo(server.origin, {}, { limits: { concurrency: 3 } }), spec, fanOut: { code: codes } })
  expect(server.seen).toHaveLength(12)
  expect(most).toBeLessThanOrEqual(3)
  expect(new Set(server.seen.map(({ port }) => port)).size).toBeLessThanOrEqual(3)
})

it('shares the limits of a connection among all that collect by it', async () => {
  const connection = connectionTo(server.origin, {}, { limits: { concurrency: 2 } })
  const other = await collectRoom()
  try {
    await Promise.all([room, other].map((one) => one.run({ connection, spec, fanOut: { code: codes } })))
    expect(most).toBeLessThanOrEqual(2)
  } finally {
    await other.dispose()
  }
})

it('begins no more requests a second than the connection allows', async () => {
  const connection = connectionTo(server.origin, {}, { limits: { concurrency: 1, perSecond: 4 } })
  await room.run({ connection, spec, fanOut: { code: codes } })
  expect(room.pace.waited).toEqual(Array.from({ length: 11 }, () => 250))
})
