import { describe, expect, it } from 'vitest'
import { allOf, newestOfEach, newestOnly } from './event-source'

describe('events that wait for a slow client', () => {
  it('are replaced by the newest and counted, where only the newest matters', () => {
    let push: (event: number) => void = () => undefined
    const source = newestOnly<number>(
      (listener) => {
        push = listener
        return () => undefined
      },
      () => undefined
    )
    for (const event of [1, 2, 3]) push(event)
    expect(source.take()).toEqual({ event: 3, dropped: 2 })
    expect(source.take()).toBeUndefined()
    push(4)
    expect(source.take()).toEqual({ event: 4, dropped: 2 })
  })

  it('keep of what nobody took what the newest must not lose', () => {
    let push: (event: { count: number; worse: boolean }) => void = () => undefined
    const source = newestOnly<{ count: number; worse: boolean }>(
      (listener) => {
        push = listener
        return () => undefined
      },
      () => undefined,
      (untaken, newest) => ({ ...newest, worse: untaken.worse || newest.worse })
    )
    push({ count: 2, worse: true })
    push({ count: 1, worse: false })
    expect(source.take()).toEqual({ event: { count: 1, worse: true }, dropped: 1 })
    push({ count: 1, worse: false })
    expect(source.take()).toEqual({ event: { count: 1, worse: false }, dropped: 1 })
  })

  it('lose no thing, only states in between, where each thing matters', () => {
    let push: (event: { id: string; rev: number }) => void = () => undefined
    const source = newestOfEach<{ id: string; rev: number }>(
      {
        subscribe: (listener) => {
          push = listener
          return () => undefined
        },
        key: ({ id }) => id,
        batch: allOf(10),
        initial: []
      },
      () => undefined
    )
    expect(source.take()).toEqual({ event: [], dropped: 0 })
    push({ id: 'a', rev: 1 })
    push({ id: 'b', rev: 2 })
    push({ id: 'a', rev: 3 })
    expect(source.take()?.event).toEqual([
      { id: 'b', rev: 2 },
      { id: 'a', rev: 3 }
    ])
    expect(source.take()).toBeUndefined()
  })
})
