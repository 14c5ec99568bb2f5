import { startServer, type ApiAnswer, type ApiServer } from './api-server'

export interface EcosOptions {
  key: string
  /** Rows of an item by day (`20260105`). */
  rows: Record<string, Record<string, string>[]>
  /** Requests that are answered before it says that there were too many. */
  limit?: number
}

/** Answers as the documentation of ECOS says: the key and the numbers of the first and last row stand in the path. */
export function startEcos({ key, rows, limit }: EcosOptions): Promise<ApiServer> {
  return startServer(({ url }, count) => {
    const [service = '', asked, , , first, last, table = '', , from = '', to = '', item = ''] = url.pathname
      .split('/')
      .slice(2)
      .map(decodeURIComponent)
    if (asked !== key) return result('INFO-100', '인증키가 유효하지 않습니다.')
    if (limit !== undefined && count > limit) return result('ERROR-602', '과도한 OpenAPI호출로 이용이 제한되었습니다.')
    const all = (rows[`${table} ${item}`] ?? []).filter((row) => (row['TIME'] ?? '') >= from && (row['TIME'] ?? '') <= to)
    if (all.length === 0) return result('INFO-200', '해당하는 데이터가 없습니다.')
    const page = all.slice(Number(first) - 1, Number(last))
    return { body: JSON.stringify({ [service]: { list_total_count: all.length, row: page } }) }
  })
}

const result = (code: string, message: string): ApiAnswer => ({
  body: JSON.stringify({ RESULT: { CODE: code, MESSAGE: message } })
})
