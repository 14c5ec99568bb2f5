import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { collectTemplates, fillTemplate } from '../templates'
import { startEcos } from '../testing/ecos-server'
import { startKrx } from '../testing/krx-server'
import { molitRefusal, someDeals, startMolit } from '../testing/molit-server'
import type { ApiServer } from '../testing/api-server'
import { collectRoom, windowOf, type Room } from '../testing/collecting'
import { connectionTarget, isCollected } from '../../contract'

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

/** A template as it would be asked of a server here. */
function asked(id: string, origin: string, secrets: Record<string, string>, blanks: Record<string, string>) {
  const template = collectTemplates.find((candidate) => candidate.id === id)
  if (template === undefined) throw new Error(id)
  const { dataset, connection } = fillTemplate(template, { name: 'mine', connection: 'portal', blanks })
  if (!isCollected(dataset) || dataset.collect.kind !== 'http') throw new Error(id)
  const { collect, columns } = dataset
  const lists = collect.fanOut.map((fan) => [fan.as, 'values' in fan ? fan.values : []] as const)
  return {
    spec: collect,
    connection: {
      name: origin,
      target: connectionTarget.parse({ ...connection.target, baseUrl: origin, limits: { concurrency: 2 } }),
      secrets
    },
    fields: columns.flatMap(({ source }) => ('header' in source ? [source.header] : [])),
    fanOut: Object.fromEntries(lists)
  }
}

describe('apartment sales', () => {
  const key = 'abc+def/ghi=='

  it('come by district and month, with leading zeros, blanks as nothing, whichever form the key was given in', async () => {
    for (const given of [key, encodeURIComponent(key)]) {
      server = await startMolit({
        key,
        deals: { '11110 202601': someDeals('11110', 2350), '11680 202601': someDeals('11680', 1) }
      })
      const request = asked('molit-apt-trade', server.origin, { serviceKey: given }, { districts: '11110 11680 26350' })
      const done = await room.run({ ...request, id: given.slice(0, 20), windows: [windowOf('2026-01')] })
      expect(done).toMatchObject({ requests: 5, rows: 2351 })
      const rows = await room.pickedRows()
      expect(rows[2349]).toMatchObject({
        '@district': '11110',
        jibun: '0123-4',
        dealAmount: '2,449,500',
        aptNm: '래미안 & 11110',
        cdealType: null
      })
      expect(server.seen[0]?.url.search).toContain(
        `serviceKey=${encodeURIComponent(key)}&LAWD_CD=11110&DEAL_YMD=202601&pageNo=1&numOfRows=1000`
      )
      await server.close()
    }
    server = undefined
  })

  it('stop where the quota ends, keep what came, and go on with the rest the next day', async () => {
    const deals = Object.fromEntries(['11110', '11140', '11170', '11200'].map((code) => [`${code} 202601`, someDeals(code, 3)]))
    let limit = 2
    server = await startMolit({
      key,
      deals,
      fault: (count) => (count > limit ? molitRefusal('22', 'LIMITED_NUMBER') : undefined)
    })
    const request = {
      ...asked('molit-apt-trade', server.origin, { serviceKey: key }, { districts: '11110 11140 11170 11200' }),
      windows: [windowOf('2026-01')]
    }
    await expect(room.run(request)).rejects.toMatchObject({
      code: 'quota.exhausted',
      retriable: true,
      details: { done: 2, questions: 4, code: '22' }
    })
    const before = server.seen.length
    limit = Infinity
    expect(await room.run({ ...request, id: 'another-run' })).toMatchObject({ reused: 2, requests: 2, rows: 12 })
    expect(server.seen.length - before).toBe(2)
  })

  it('name a refused key', async () => {
    server = await startMolit({ key, deals: {} })
    const request = asked('molit-apt-trade', server.origin, { serviceKey: 'wrong-key' }, { districts: '11110' })
    await expect(room.run(request)).rejects.toMatchObject({ code: 'collect.key', details: { code: '30' } })
  })
})

it('statistics of ECOS come row by row range, and a day without any is empty', async () => {
  const rows = Array.from({ length: 1500 }, (_, index) => ({
    STAT_CODE: '731Y001',
    ITEM_CODE1: '0000001',
    TIME: '20260102',
    DATA_VALUE: `1${index}.50`
  }))
  server = await startEcos({ key: 'ecos/key', rows: { '731Y001 0000001': rows } })
  const request = asked(
    'ecos-statistic',
    `${server.origin}/api`,
    { key: 'ecos/key' },
    { table: '731Y001', items: '0000001 0000002' }
  )
  expect(await room.run(request)).toMatchObject({ requests: 3, rows: 1500 })
  expect((await room.pickedRows())[1499]).toMatchObject({ ITEM_CODE1: '0000001', DATA_VALUE: '11499.50' })
  expect(server.seen.map(({ url }) => url.pathname.split('/').slice(6, 8).join('-')).sort()).toEqual([
    '1-1000',
    '1-1000',
    '1001-2000'
  ])
})

it('statistics of ECOS wait where there were too many requests', async () => {
  server = await startEcos({ key: 'ecos-key', rows: {}, limit: 0 })
  const request = asked('ecos-statistic', `${server.origin}/api`, { key: 'ecos-key' }, { table: '731Y001', items: '0000001' })
  await expect(room.run(request)).rejects.toMatchObject({ code: 'quota.exhausted', details: { code: 'ERROR-602' } })
})

it('prices of KRX come by market and day, with the key in a header, and a closed day is empty', async () => {
  const row = { BAS_DD: '20260102', ISU_CD: '005930', TDD_CLSPRC: '71,200', MKTCAP: '425,064,000,000,000', SECT_TP_NM: '-' }
  server = await startKrx({ key: 'krx-key', days: { 'stk 20260102': [row] } })
  const request = asked('krx-daily-prices', server.origin, { authKey: 'krx-key' }, { markets: 'stk ksq' })
  expect(await room.run({ ...request, windows: [windowOf('2026-01-02'), windowOf('2026-01-03')] })).toMatchObject({
    requests: 4,
    rows: 1
  })
  expect(await room.pickedRows()).toEqual([
    expect.objectContaining({ ISU_CD: '005930', TDD_CLSPRC: '71,200', MKTCAP: '425,064,000,000,000' })
  ])
  await expect(
    room.run({
      ...request,
      id: 'other',
      connection: { ...request.connection, secrets: { authKey: 'old' } },
      windows: [windowOf('2026-01-05')]
    })
  ).rejects.toMatchObject({ code: 'collect.key' })
})
