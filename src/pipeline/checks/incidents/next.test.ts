import { describe, expect, it } from 'vitest'
import { incident as incidentSchema, type Incident, type IncidentAction } from '../../contract'
import { MOST_EVENTS, MOST_SAMPLE_BYTES, next, type IncidentStep, type Trouble } from '.'

const START = Date.parse('2026-11-20T00:00:00.000Z')
const MINUTE = 60_000
const at = (minutes: number): string => new Date(START + minutes * MINUTE).toISOString()

const trouble = (change: Partial<Trouble> = {}): Trouble => ({
  ...{ dataset: 'prices', dt: '2026-11-20', kind: 'check', subject: 'rows', severity: 'block', reason: 'rows.below' },
  ...{ measured: { rows: '120' }, failingRows: 0, sample: [], run: 'run1' },
  ...change
})
const bad = (change: Partial<Trouble> = {}): IncidentStep => ({ step: 'bad', trouble: trouble(change) })
const good: IncidentStep = { step: 'good', run: 'run2' }
const act = (action: IncidentAction): IncidentStep => ({ step: 'act', action, by: 'kim@desk' })

/** The steps one minute after the other. */
const through = (...steps: IncidentStep[]): Incident | undefined =>
  steps.reduce<Incident | undefined>((before, step, minute) => next(before, step, START + minute * MINUTE), undefined)
const told = (incident: Incident | undefined): string[] => (incident?.events ?? []).map(({ what }) => what)

describe('an incident', () => {
  it('opens at the first sight of its trouble, with its rows and its run', () => {
    const opened = through(bad({ sample: [{ code: '005930', close: null }], failingRows: 1 }))
    expect(opened).toMatchObject({ id: 'prices/2026-11-20/check/rows', state: 'open', seen: 1, failingRows: 1, run: 'run1' })
    expect([opened?.firstSeen, opened?.lastSeen, opened?.openedAt]).toEqual([at(0), at(0), at(0)])
    expect(opened?.sample).toEqual([{ code: '005930', close: null }])
    expect(incidentSchema.safeParse(opened).success).toBe(true)
  })

  it('counts each further sight, and shows the newest', () => {
    const seen = through(bad(), bad({ measured: { rows: '90' }, run: 'run2' }), bad({ measured: { rows: '80' }, run: 'run3' }))
    expect(seen).toMatchObject({
      seen: 3,
      measured: { rows: '80' },
      run: 'run3',
      firstSeen: at(0),
      lastSeen: at(2),
      openedAt: at(0)
    })
    expect(told(seen)).toEqual(['opened', 'seen'])
  })

  it('closes by itself once its partition is good, and keeps what was', () => {
    const closed = through(bad(), good)
    expect(closed).toMatchObject({ state: 'closed', closedAt: at(1), closedBy: 'good', measured: { rows: '120' } })
    expect(told(closed)).toEqual(['opened', 'closed'])
  })

  it('opens again where its trouble comes back, with all that was before', () => {
    const again = through(bad(), act({ do: 'note', text: 'asked the vendor' }), good, bad({ run: 'run9' }))
    expect(again).toMatchObject({ state: 'open', seen: 2, firstSeen: at(0), openedAt: at(3), closedAt: null, closedBy: null })
    expect(told(again)).toEqual(['opened', 'noted', 'closed', 'reopened'])
  })

  it('stays acknowledged while it is seen, and says by whom', () => {
    const acknowledged = through(bad(), act({ do: 'acknowledge' }), bad())
    expect(acknowledged).toMatchObject({ state: 'acknowledged', seen: 2 })
    expect(acknowledged?.events[1]).toMatchObject({ what: 'acknowledged', by: 'kim@desk', at: at(1) })
  })

  it('sleeps until its time is over, however often it is seen, and wakes by itself', () => {
    const snooze = act({ do: 'snooze', until: at(3), reason: 'vendor mends it tonight' })
    const asleep = through(bad(), snooze, bad())
    expect(asleep).toMatchObject({ state: 'snoozed', snoozedUntil: at(3), seen: 2 })
    expect(next(asleep, { step: 'time' }, START + 3 * MINUTE - 1)).toBe(asleep)
    const awake = next(asleep, { step: 'time' }, START + 3 * MINUTE)
    expect(awake).toMatchObject({ state: 'open', snoozedUntil: null, openedAt: at(0) })
    expect(told(awake)).toEqual(['opened', 'snoozed', 'seen', 'woke'])
  })

  it('closes while it sleeps where its partition becomes good, and does not wake then', () => {
    const closed = through(bad(), act({ do: 'snooze', until: at(10), reason: 'later' }), good)
    expect(next(closed, { step: 'time' }, START + 20 * MINUTE)).toBe(closed)
  })

  it('is not snoozed until a time that has passed', () => {
    const opened = through(bad())
    expect(next(opened, act({ do: 'snooze', until: at(0), reason: 'x' }), START + MINUTE)).toBe(opened)
  })

  it('is closed by a person with a reason, and opened again by one', () => {
    const closed = through(bad(), act({ do: 'close', reason: 'known holiday' }))
    expect(closed).toMatchObject({ state: 'closed', closedBy: 'person' })
    expect(closed?.events.at(-1)).toMatchObject({ what: 'closed', by: 'kim@desk', text: 'known holiday' })
    expect(next(closed, act({ do: 'reopen' }), START + 5 * MINUTE)).toMatchObject({ state: 'open', openedAt: at(5) })
  })

  it('closes with its dataset, and opens again only where that is why it was closed', () => {
    const removed = through(bad(), { step: 'gone', why: 'removed', run: null })
    expect(removed).toMatchObject({ state: 'closed', closedBy: 'good' })
    expect(removed?.events.at(-1)?.text).toBe('removed')
    expect(next(removed, { step: 'restored' }, START + MINUTE)).toMatchObject({ state: 'open' })
    const well = through(bad(), good)
    expect(next(well, { step: 'restored' }, START + MINUTE)).toBe(well)
  })

  it('keeps a hundred rows of at most 256 kB, and its first and newest events', () => {
    const wide = { text: 'ㄱ'.repeat(2_000) }
    const opened = through(bad({ sample: Array.from({ length: 150 }, () => wide) }))
    expect(Buffer.byteLength(JSON.stringify(opened?.sample))).toBeLessThanOrEqual(MOST_SAMPLE_BYTES)
    expect(opened?.sample).toHaveLength(43)
    expect(through(bad({ sample: Array.from({ length: 150 }, () => ({ a: '1' })) }))?.sample).toHaveLength(100)
    const notes = Array.from({ length: 500 }, (_, index) => act({ do: 'note', text: String(index) }))
    const noted = through(bad(), ...notes)
    expect(noted?.events).toHaveLength(MOST_EVENTS)
    expect([noted?.events[0]?.what, noted?.events.at(-1)?.text]).toEqual(['opened', '499'])
  })
})
