import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incident as incidentSchema, type Incident, type IncidentAction } from '../../contract'
import { incidentId, next, type IncidentStep, type Trouble } from '.'

const START = Date.parse('2026-11-20T00:00:00.000Z')
const iso = (ms: number): string => new Date(ms).toISOString()

const subjects = ['rows', 'nulls', 'http_status'] as const
const kinds = ['check', 'collect'] as const
const dts = ['2026-11-19', '2026-11-20'] as const

/** What happens in a workspace: a step of one trouble, `wait` ms after the one before. */
interface Happening {
  key: { dataset: 'prices'; dt: string; kind: 'check' | 'collect'; subject: string }
  wait: number
  make: (now: number) => IncidentStep
}

const action = fc.oneof<fc.Arbitrary<(now: number) => IncidentAction>[]>(
  fc.constant(() => ({ do: 'acknowledge' })),
  fc.integer({ min: -1_000, max: 5_000 }).map((ms) => (now: number) => ({ do: 'snooze', until: iso(now + ms), reason: 'later' })),
  fc.constant(() => ({ do: 'note', text: 'a note' })),
  fc.constant(() => ({ do: 'close', reason: 'done' })),
  fc.constant(() => ({ do: 'reopen' }))
)
const key = fc.record({
  dataset: fc.constant('prices' as const),
  dt: fc.constantFrom(...dts),
  kind: fc.constantFrom(...kinds),
  subject: fc.constantFrom(...subjects)
})
const happening: fc.Arbitrary<Happening> = key.chain((own) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 2_000 }),
      fc.oneof<fc.Arbitrary<(now: number) => IncidentStep>[]>(
        fc.nat(99).map((n) => () => ({
          step: 'bad',
          trouble: { ...own, severity: 'warn', reason: 'x', measured: { n: String(n) }, failingRows: n, sample: [], run: `r${n}` }
        })),
        fc.constant(() => ({ step: 'good', run: 'r' })),
        fc.constantFrom('removed', 'dropped').map((why) => () => ({ step: 'gone', why, run: null }) as const),
        fc.constant(() => ({ step: 'restored' })),
        fc.constant(() => ({ step: 'time' })),
        action.map((make) => (now: number) => ({ step: 'act', action: make(now), by: 'kim' }) as const)
      )
    )
    .map(([wait, make]) => ({ key: own, wait, make }))
)

/** What must hold of any step. */
function holds(before: Incident | undefined, step: IncidentStep, after: Incident | undefined, now: number): void {
  if (step.step === 'bad') isSeen(before, step.trouble, after, now)
  else if (before === undefined) expect(after).toBeUndefined()
  else if (after !== undefined) expect(after.seen).toBe(before.seen)
  if (step.step === 'good' && before !== undefined) expect(after?.state).toBe('closed')
  if (before !== undefined && after !== undefined) keepsHistory(before, after, now)
}

function isSeen(before: Incident | undefined, trouble: Trouble, after: Incident | undefined, now: number): void {
  expect(after?.seen).toBe((before?.seen ?? 0) + 1)
  expect(after?.state).not.toBe('closed')
  expect(after?.lastSeen).toBe(iso(now))
  expect(after?.measured).toEqual(trouble.measured)
}

/** It only grows, but for a sighting that stands for the one before it. */
function keepsHistory(before: Incident, after: Incident, now: number): void {
  expect(after.id).toBe(before.id)
  expect(after.firstSeen).toBe(before.firstSeen)
  if (before.state === 'closed' && after.state !== 'closed') expect(after.openedAt).toBe(iso(now))
  const kept = before.events.filter(({ what }) => what !== 'seen')
  expect(after.events.filter(({ what }) => what !== 'seen').slice(0, kept.length)).toEqual(kept)
}

function isSound(incident: Incident): void {
  expect(incidentSchema.safeParse(incident).success).toBe(true)
  expect(incident.state === 'closed').toBe(incident.closedAt !== null)
  expect(incident.state === 'closed').toBe(incident.closedBy !== null)
  expect(incident.state === 'snoozed').toBe(incident.snoozedUntil !== null)
}

describe('incidents, whatever happens in whatever order', () => {
  it('are one for each trouble, none lost, with their history, and none opened by what is good', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        const incidents = new Map<string, Incident>()
        const seen = new Set<string>()
        let now = START
        for (const { key: own, wait, make } of happenings) {
          now += wait
          const id = incidentId(own)
          const step = make(now)
          const before = incidents.get(id)
          const after = next(before, step, now)
          holds(before, step, after, now)
          if (step.step === 'bad') seen.add(id)
          if (after === undefined) continue
          isSound(after)
          expect(after.id).toBe(id)
          incidents.set(id, after)
        }
        expect(new Set(incidents.keys())).toEqual(seen)
      }),
      { numRuns: 500 }
    )
  })
})
