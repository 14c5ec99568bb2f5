import { startServer, type ApiAnswer, type ApiServer, type SeenRequest } from './api-server'

/** A deal as the service writes it, by its own field names. */
export type Deal = Record<string, string>

export interface MolitOptions {
  /** Deals of a district and month (`11110 202601`). */
  deals: Record<string, Deal[]>
  key: string
  /** Requests a day. */
  perDay?: number
  /** What goes wrong at the n-th request (from 1). */
  fault?: (count: number, request: SeenRequest) => ApiAnswer | undefined
}

/** Answers as the documentation of the apartment sales service says: pages, codes in 200, another envelope for refusals. */
export function startMolit(options: MolitOptions): Promise<ApiServer> {
  return startServer((request, count) => options.fault?.(count, request) ?? molitAnswer(options, request, count))
}

const xml = (body: string): ApiAnswer => ({
  type: 'application/xml;charset=UTF-8',
  body: `<?xml version="1.0" encoding="UTF-8"?>${body}`
})

/** The envelope in which the gateway refuses. */
export const molitRefusal = (code: string, message: string): ApiAnswer =>
  xml(
    `<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg><returnAuthMsg>${message}</returnAuthMsg>` +
      `<returnReasonCode>${code}</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>`
  )

function molitAnswer({ deals, key, perDay }: MolitOptions, { url }: SeenRequest, count: number): ApiAnswer {
  const asked = url.searchParams
  if (asked.get('serviceKey') !== key) return molitRefusal('30', 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR')
  if (perDay !== undefined && count > perDay) return molitRefusal('22', 'LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR')
  const all = deals[`${asked.get('LAWD_CD')} ${asked.get('DEAL_YMD')}`] ?? []
  const [page, size] = [Number(asked.get('pageNo')), Number(asked.get('numOfRows'))]
  const items = all.slice((page - 1) * size, page * size).map((deal) => `<item>${cells(deal)}</item>`)
  return xml(
    `<response><header><resultCode>000</resultCode><resultMsg>OK</resultMsg></header><body><items>${items.join('')}</items>` +
      `<numOfRows>${size}</numOfRows><pageNo>${page}</pageNo><totalCount>${all.length}</totalCount></body></response>`
  )
}

const cells = (deal: Deal): string =>
  Object.entries(deal)
    .map(([name, value]) => `<${name}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`)
    .join('')

/** Deals of a district that differ in floor and price. */
export const someDeals = (district: string, count: number): Deal[] =>
  Array.from({ length: count }, (_, index) => ({
    aptDong: ' ',
    aptNm: `래미안 & ${district}`,
    buildYear: '2008',
    buyerGbn: '개인',
    cdealDay: ' ',
    cdealType: ' ',
    dealAmount: ((100 + index) * 1000 + 500).toLocaleString('en-US'),
    dealDay: String((index % 28) + 1),
    dealMonth: '1',
    dealYear: '2026',
    dealingGbn: '중개거래',
    estateAgentSggNm: '서울 종로구',
    excluUseAr: '84.9300',
    floor: String((index % 20) + 1),
    jibun: '0123-4',
    landLeaseholdGbn: 'N',
    rgstDate: ' ',
    sggCd: district,
    slerGbn: '개인',
    umdNm: '사직동'
  }))
