import { describe, expect, it } from 'vitest'
import type { FrameChannel } from './channel'
import { createClient } from './client'
import { decodeFrame, encodeFrame } from './frame'
import { clientMessage, type ClientMessage, type EngineMessage } from './wire'

/** The engine's end of a channel in memory: what the client said, and a way to answer. */
function channelPair() {
  const said: ClientMessage[] = []
  let hear: (frame: Uint8Array) => void = () => undefined
  let close: () => void = () => undefined
  const channel: FrameChannel = {
    send: (frame) => said.push(clientMessage.parse(decodeFrame(frame, 1_000_000).header)),
    onFrame: (listener) => (hear = listener),
    onClose: (listener) => (close = listener),
    close: () => close()
  }
  const answer = (message: EngineMessage, buffers: Uint8Array[] = []) => hear(encodeFrame(message, buffers))
  return { channel, said, answer, drop: () => close() }
}

const now = '2026-11-20T00:00:00.000Z'

describe('a client', () => {
  it('says hello with its protocol before anything else', () => {
    const { channel, said } = channelPair()
    createClient(channel, 'test')
    expect(said).toEqual([{ t: 'hello', protocol: 1, client: 'test' }])
  })

  it('matches answers to calls by id, in whatever order they come', async () => {
    const { channel, answer } = channelPair()
    const client = createClient(channel, 'test')
    const first = client.call('clock.now', {})
    const second = client.call('jobs.list', {})
    answer({ t: 'reply', id: 2, ok: true, value: [] })
    answer({ t: 'reply', id: 1, ok: true, value: { now } })
    expect(await first).toMatchObject({ ok: true, value: { now } })
    expect(await second).toMatchObject({ ok: true, value: [] })
  })

  it('refuses an answer that does not have the agreed shape', async () => {
    const { channel, answer } = channelPair()
    const call = createClient(channel, 'test').call('clock.now', {})
    answer({ t: 'reply', id: 1, ok: true, value: { now: 'yesterday' } })
    expect(await call).toMatchObject({ ok: false, error: { code: 'ipc.invalid' } })
  })

  it('sends a cancel once its signal fires, and waits for what the engine says', async () => {
    const { channel, said, answer } = channelPair()
    const stop = new AbortController()
    const call = createClient(channel, 'test').call('clock.now', {}, stop.signal)
    stop.abort()
    expect(said.at(-1)).toEqual({ t: 'cancel', id: 1 })
    answer({ t: 'refusal', id: 1, ok: false, error: { code: 'cancelled', message: 'stopped', retriable: false } })
    expect(await call).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })

  it('answers every open call and subscription with engine.gone when the connection is lost', async () => {
    const { channel, drop } = channelPair()
    const client = createClient(channel, 'test')
    const call = client.call('clock.now', {})
    const ends: unknown[] = []
    client.subscribe('engine.status', {}, { event: () => undefined, end: (error) => ends.push(error?.code) })
    drop()
    expect(await call).toMatchObject({ ok: false, error: { code: 'engine.gone', retriable: true } })
    expect(ends).toEqual(['engine.gone'])
    expect(await client.call('clock.now', {})).toMatchObject({ ok: false, error: { code: 'engine.gone' } })
  })

  it('gives one credit back for each event that it has taken', () => {
    const { channel, said, answer } = channelPair()
    const seen: string[] = []
    createClient(channel, 'test').subscribe('lake.changed', {}, { event: (event) => seen.push(event.name) }, 4)
    answer({ t: 'event', id: 1, seq: 0, dropped: 0, event: { name: 'kor_close', version: 3 } })
    expect(seen).toEqual(['kor_close'])
    expect(said.slice(1)).toEqual([
      { t: 'subscribe', id: 1, topic: 'lake.changed', params: {}, credits: 4 },
      { t: 'credit', id: 1, credits: 1 }
    ])
  })
})
