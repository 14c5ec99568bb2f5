import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shippedCalendar, tradingDays } from '../calendar'
import { datasetProblems, datasetSpec } from '../contract'
import { demoPlan, writeDemoSources, type DemoFile, type DemoPlan, type Trouble } from '.'

/** Saturday 2026-11-21 13:00 in Seoul: the last trading day is Friday the 20th. */
const now = Date.parse('2026-11-21T04:00:00Z')
const plan = demoPlan(now)

const text = (file: DemoFile): string => Buffer.from(file.bytes()).toString('utf8')
const file = (of: DemoPlan, path: string): DemoFile => {
  const found = of.files.find((candidate) => candidate.path === path)
  if (found === undefined) throw new Error(`no file ${path}`)
  return found
}
const below = (folder: string): DemoFile[] => plan.files.filter(({ path }) => path.startsWith(`${folder}/`))
const lines = (of: DemoFile): string[] => text(of).trimEnd().split('\n')
const trouble = <K extends Trouble['kind']>(kind: K, dataset: string): Extract<Trouble, { kind: K }> => {
  const found = plan.troubles.find((one): one is Extract<Trouble, { kind: K }> => one.kind === kind && one.dataset === dataset)
  if (found === undefined) throw new Error(`no ${kind} in ${dataset}`)
  return found
}
const hashes = (of: DemoPlan): string[] =>
  of.files.map((one) => `${one.path} ${createHash('sha256').update(one.bytes()).digest('hex')}`)

describe('the demo', () => {
  it('is the same byte for byte for the same time and seed, and another for another seed', () => {
    const first = hashes(plan)
    expect(hashes(demoPlan(now))).toEqual(first)
    expect(hashes(demoPlan(now, 7))).not.toEqual(first)
  })

  it('has dataset files that hold, each labelled as simulated', () => {
    const specs = plan.datasets.map((spec) => datasetSpec.parse(spec))
    expect(specs.flatMap(datasetProblems)).toEqual([])
    expect(specs.every((spec) => spec.simulated === true && /시뮬레이션/.test(spec.title?.ko ?? ''))).toBe(true)
    expect(specs.every((spec) => /^Simulated/.test(spec.description ?? ''))).toBe(true)
  })

  it.each([
    ['on a Saturday', '2026-11-21T04:00:00Z', '2026-11-20'],
    ['at noon of a trading day', '2026-11-20T03:00:00Z', '2026-11-19'],
    ['after the close of a trading day', '2026-11-20T07:00:00Z', '2026-11-20'],
    ['before the late close of the entrance exam day', '2026-11-19T07:00:00Z', '2026-11-18'],
    ['in a long holiday', '2025-10-08T03:00:00Z', '2025-10-02'],
    ['years after the calendar ends', '2031-03-03T03:00:00Z', '2027-12-30']
  ])('ends on the last closed trading day: %s', (_, at, asOf) => expect(demoPlan(Date.parse(at)).asOf).toBe(asOf))

  it('holds fewer than 600,000 rows', () => {
    const csvRows = plan.files.filter(({ path }) => path.endsWith('.csv')).reduce((sum, one) => sum + lines(one).length - 1, 0)
    const events = below('web_event').map((one) => gunzipSync(one.bytes()).toString('utf8').trimEnd().split('\n').length)
    const rows = csvRows + events.reduce((sum, count) => sum + count, 0)
    expect(rows).toBeGreaterThan(400_000)
    expect(rows).toBeLessThan(600_000)
  })
})

describe('the daily prices of the demo', () => {
  const months = below('daily_price').map(({ path }) => path.slice('daily_price/'.length, -'.csv'.length))

  it('lack exactly the month that is named as the gap', () => {
    const gap = trouble('gap', 'sim_daily_price').dt
    const [first = '', last = ''] = [months[0], months.at(-1)]
    expect(months).not.toContain(gap)
    expect(gap > first && gap < last).toBe(true)
    expect(months).toHaveLength(36)
    expect([first, last]).toEqual(['2023-11', '2026-11'])
  })

  it('lack exactly the trading day that is named', () => {
    const { dt, interval } = trouble('missing-interval', 'sim_daily_price')
    const days = lines(file(plan, `daily_price/${dt}.csv`)).map((line) => line.slice(0, 10))
    const calendar = shippedCalendar('krx')
    if (calendar === undefined) throw new Error('no calendar')
    const expected = tradingDays(calendar, `${dt}-01`, `${dt}-31`)
    expect(expected.filter((day) => !days.includes(day))).toEqual([interval])
  })

  it('have one close that cannot be read, on the line that is named', () => {
    const bad = trouble('unreadable', 'sim_daily_price')
    const found = below('daily_price').flatMap((one) =>
      lines(one).flatMap((line, index) => (line.split(',')[5] === 'C' ? [{ file: one.path, line: index + 1 }] : []))
    )
    expect(found).toEqual([{ file: bad.file, line: bad.line }])
  })

  it('have one volume below zero, on the line that is named, of which a declared check warns', () => {
    const below0 = trouble('implausible', 'sim_daily_price')
    const found = below('daily_price').flatMap((one) =>
      lines(one).flatMap((line, index) => (Number(line.split(',')[6]) < 0 ? [{ file: one.path, line: index + 1 }] : []))
    )
    expect(found).toEqual([{ file: below0.file, line: below0.line }])
    const declared = plan.datasets.find(({ name }) => name === 'sim_daily_price')?.checks
    expect(declared).toContainEqual(expect.objectContaining({ id: below0.check, column: below0.column, severity: 'warn' }))
  })

  it('have a column more from the month that is named', () => {
    const added = trouble('added-column', 'sim_daily_price')
    const withColumn = below('daily_price').filter((one) => lines(one)[0]?.split(',').includes(added.column))
    expect(withColumn.map(({ path }) => path)).toEqual(
      months.filter((month) => month >= added.from).map((month) => `daily_price/${month}.csv`)
    )
    expect(withColumn.length).toBeLessThan(months.length)
  })

  it('keep open and close between low and high, on every row', () => {
    const rows = below('daily_price').flatMap((one) =>
      lines(one)
        .slice(1)
        .map((line) => line.split(',').slice(2, 6).map(Number))
    )
    const wrong = rows.filter(
      ([open = 0, high = 0, low = 0, close = 0]) =>
        !(low <= Math.min(open, close || low) && Math.max(open, close || high) <= high)
    )
    expect(wrong.filter((row) => !row.some(Number.isNaN))).toEqual([])
    expect(rows.every(([open = 0]) => open > 0)).toBe(true)
  })
})

describe('the other sources of the demo', () => {
  it('write the ticker master in CP949 with CRLF and an unnamed first column', () => {
    const bytes = file(plan, 'sim_ticker.csv').bytes()
    const rows = iconv.decode(Buffer.from(bytes), 'cp949').split('\r\n')
    expect(rows[0]).toBe(',종목코드,종목명,시장구분,업종명,종가,시가총액')
    expect(rows[1]).toMatch(/^1,000014,가온전자\(가상\),KOS/)
    expect(rows).toHaveLength(242)
    expect(Buffer.from(bytes).toString('utf8')).toContain('\ufffd')
  })

  it('have ticks of five trading days inside the session, one of them unreadable', () => {
    const bad = trouble('unreadable', 'sim_tick')
    expect(below('tick').map(({ path }) => path)).toEqual(
      ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].map((day) => `tick/${day}.csv`)
    )
    const last = lines(file(plan, bad.file))
    expect(last[bad.line - 1]?.endsWith(',C')).toBe(true)
    const times = last.slice(1).map((line) => line.slice(line.indexOf(' ') + 1, line.indexOf(' ') + 9))
    expect(times.every((time) => time >= '09:00:00' && time <= '15:30:30')).toBe(true)
    expect(times).toEqual(times.toSorted())
  })

  it('have one tick beyond the price limit, on the line that is named', () => {
    const { file: path, line } = trouble('implausible', 'sim_tick')
    const found = below('tick').flatMap((one) =>
      lines(one).flatMap((text, index) =>
        Math.abs(Number(text.split(',').at(-1))) > 30 ? [{ path: one.path, line: index + 1 }] : []
      )
    )
    expect(found).toEqual([{ path, line }])
  })

  it('have events on every day until the one that is late', () => {
    const late = trouble('late', 'sim_web_event').interval
    const days = below('web_event').map(({ path }) => path.slice('web_event/'.length, -'.jsonl.gz'.length))
    expect([late, days.length, days[0], days.at(-1)]).toEqual(['2026-11-20', 62, '2026-09-19', '2026-11-19'])
  })

  it('have events only inside their day in Seoul', () => {
    const [first] = below('web_event')
    const events = gunzipSync(first?.bytes() ?? new Uint8Array())
      .toString('utf8')
      .trimEnd()
      .split('\n')
    const days = new Set(
      events
        .map((line) => /"ts":"([^"]+)"/.exec(line)?.[1] ?? '')
        .map((ts) => new Date(Date.parse(ts) + 32_400_000).toISOString().slice(0, 10))
    )
    expect([...days]).toEqual([first?.path.slice('web_event/'.length, -'.jsonl.gz'.length)])
  })
})

describe('writing the demo', () => {
  let folder = ''
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'penstock-demo-'))))
  afterEach(() => rm(folder, { recursive: true }))

  it('puts every file where the datasets look for it and reports each', async () => {
    const seen: string[] = []
    await writeDemoSources(folder, plan.files, { signal: new AbortController().signal, progress: ({ path }) => seen.push(path) })
    expect(seen).toEqual(plan.files.map(({ path }) => path))
    const master = file(plan, 'sim_ticker.csv')
    expect(await readFile(join(folder, master.path))).toEqual(Buffer.from(master.bytes()))
    const locations = plan.datasets.flatMap(({ source }) => source?.location.replace(/^sources\//, '') ?? [])
    expect((await readdir(folder)).sort()).toEqual(locations.sort())
  })

  it('stops between files when it is cancelled', async () => {
    const stop = new AbortController()
    const write = writeDemoSources(folder, plan.files, { signal: stop.signal, progress: () => stop.abort() })
    await expect(write).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(folder, { recursive: true })).toHaveLength(2)
  })
})
