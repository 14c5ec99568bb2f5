import { describe, expect, it } from 'vitest'
import { quotaDayAt } from './quota-day'
import { Turns } from './turns'

const at = (text: string): number => Date.parse(text)

describe('the day of a quota', () => {
  it.each([
    ['2026-04-02T15:04:59.999Z', '2026-04-02', '2026-04-02T15:05:00.000Z'],
    ['2026-04-02T15:05:00.000Z', '2026-04-03', '2026-04-03T15:05:00.000Z'],
    ['2026-04-02T23:00:00.000Z', '2026-04-03', '2026-04-03T15:05:00.000Z']
  ])('of 00:05 in Seoul holds %s as %s and ends at %s', (now, day, ends) => {
    const found = quotaDayAt({ resetsAt: '00:05', zone: 'Asia/Seoul' }, at(now))
    expect([found.day, new Date(found.endsAt).toISOString()]).toEqual([day, ends])
  })

  it('has 23 hours where clocks are put forward', () => {
    const limits = { resetsAt: '00:00', zone: 'Europe/Berlin' }
    const { endsAt } = quotaDayAt(limits, at('2026-03-29T12:00:00Z'))
    expect(endsAt - quotaDayAt(limits, at('2026-03-28T12:00:00Z')).endsAt).toBe(23 * 3_600_000)
  })
})

describe('turns', () => {
  it('come one after the other, also behind one that failed and one that was given up', async () => {
    const turns = new Turns()
    const gate = Promise.withResolvers<undefined>()
    const order: string[] = []
    const stop = new AbortController()
    const open = new AbortController().signal
    const first = turns.take('one', open, async () => {
      await gate.promise
      order.push('first')
      throw new Error('first')
    })
    const second = turns.take('one', stop.signal, () => Promise.resolve(order.push('second')))
    const third = turns.take('one', open, () => Promise.resolve(order.push('third')))
    await turns.take('other', open, () => Promise.resolve(order.push('other')))
    stop.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    gate.resolve(undefined)
    await expect(first).rejects.toThrow('first')
    await third
    expect(order).toEqual(['other', 'first', 'third'])
  })
})
