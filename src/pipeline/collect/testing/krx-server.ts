import { startServer, type ApiServer } from './api-server'

/** Answers as the KRX Open API does: one day and market at a time, the key in a header, 401 with a code of its own. */
export function startKrx(options: {
  key: string
  days: Record<string, Record<string, string>[]>
  perDay?: number
}): Promise<ApiServer> {
  return startServer(({ url, headers }, count) => {
    if (headers['auth_key'] !== options.key)
      return { status: 401, body: JSON.stringify({ respMsg: 'Unauthorized Key', respCode: '401' }) }
    if (options.perDay !== undefined && count > options.perDay)
      return { status: 429, body: JSON.stringify({ respMsg: 'Too Many Requests', respCode: '429' }) }
    const market = /\/sto\/(\w+)_bydd_trd$/.exec(url.pathname)?.[1] ?? ''
    return { body: JSON.stringify({ OutBlock_1: options.days[`${market} ${url.searchParams.get('basDd')}`] ?? [] }) }
  })
}
