import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A row as the server has it; every value is a text. */
export type Deal = Record<string, string>

export interface DealsServer {
  url: string
  /** Deals by `district month` (`11680 200701`). */
  deals: Map<string, Deal[]>
  /** Every request that was answered or refused, in order: `11680 200701 1`. */
  asked: string[]
  /** Rows that it gave, each as often as it was given. */
  given: number
  /** How it behaves otherwise than well. */
  rules: {
    /** Answers from this request on say that today's requests are used up. */
    refuseFrom: number
    /** Requests from this one on are never answered. */
    hangFrom: number
    /** Asked this way instead; undefined: the usual answer. */
    instead?: ((place: string, response: ServerResponse) => boolean) | undefined
  }
}

/**
 * A server that gives apartment deals by district and month as the public one does: XML, in pages, with a key in the query string, and
 * its errors inside of answers whose status is 200.
 */
export async function dealsServer(key: string): Promise<DealsServer> {
  const server: DealsServer = {
    ...{ url: '', deals: new Map(), asked: [], given: 0 },
    rules: { refuseFrom: Infinity, hangFrom: Infinity }
  }
  const listener = createServer((request, response) => answer(server, key, request, response))
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    listener.closeAllConnections()
    listener.close()
  })
  const { port } = listener.address() as AddressInfo
  allowHost(`127.0.0.1:${port}`)
  server.url = `http://127.0.0.1:${port}/api`
  return server
}

/** Workers inherit it: this machine is no public address. */
function allowHost(host: string): void {
  const before = process.env['PENSTOCK_ALLOW_HOSTS']
  process.env['PENSTOCK_ALLOW_HOSTS'] = before === undefined ? host : `${before},${host}`
}

function answer(server: DealsServer, key: string, request: IncomingMessage, response: ServerResponse): void {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const text = (name: string): string => searchParams.get(name) ?? ''
  const place = `${text('LAWD_CD')} ${text('DEAL_YMD')}`
  server.asked.push(`${place} ${text('pageNo')}`)
  const { refuseFrom, hangFrom, instead } = server.rules
  if (server.asked.length >= hangFrom) return
  if (instead?.(place, response) === true) return
  response.setHeader('content-type', 'application/xml; charset=utf-8')
  if (text('serviceKey') !== key) response.end(wrong('30', 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR'))
  else if (server.asked.length >= refuseFrom) response.end(wrong('22', 'LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR'))
  else response.end(page(server, place, Number(text('pageNo')), Number(text('numOfRows'))))
}

function page(server: DealsServer, place: string, number: number, size: number): string {
  const all = server.deals.get(place) ?? []
  const rows = all.slice((number - 1) * size, number * size)
  server.given += rows.length
  const items = rows.map(
    (row) =>
      `<item>${Object.entries(row)
        .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
        .join('')}</item>`
  )
  return xml(
    `<header><resultCode>000</resultCode><resultMsg>OK</resultMsg></header><body><items>${items.join('')}</items>` +
      `<numOfRows>${size}</numOfRows><pageNo>${number}</pageNo><totalCount>${all.length}</totalCount></body>`
  )
}

const xml = (inside: string): string => `<?xml version="1.0" encoding="UTF-8"?><response>${inside}</response>`
const wrong = (code: string, message: string): string =>
  xml(`<header><resultCode>${code}</resultCode><resultMsg>${message}</resultMsg></header>`)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
