import { afterEach, describe, expect, it } from 'vitest'
import {
  clientMessage,
  decodeFrame,
  encodeFrame,
  type ClientMessage,
  type EngineMessage,
  type FrameChannel
} from '../../pipeline/contract'
import { call, mutate } from './calls'
import { connect, connection } from './connection'
import { jobs, watchJobs } from './jobs'

/** An engine in memory: hands over channels, hears what is said on each, answers, and can die. */
function engine() {
  const said: ClientMessage[] = []
  let onChannel: (channel: FrameChannel) => void = () => undefined
  let lost = 0
  const open = () => {
    let hear: (frame: Uint8Array) => void = () => undefined
    let close: () => void = () => undefined
    onChannel({
      send: (frame) => said.push(clientMessage.parse(decodeFrame(frame, 1_000_000).header)),
      onFrame: (listener) => (hear = listener),
      onClose: (listener) => (close = listener),
      close: () => close()
    })
    return { answer: (message: EngineMessage) => hear(encodeFrame(message)), die: () => close() }
  }
  const connector = {
    start: (adopt: (channel: FrameChannel) => void) => (onChannel = adopt),
    lost: () => (lost += 1)
  }
  return { said, open, connector, lost: () => lost }
}
const welcome = (instance: string): EngineMessage => ({ t: 'welcome', protocol: 1, engine: '0.1.0', instance })
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

afterEach(() => connection.setState({ state: 'connecting', client: null, instance: null }))

describe('the connection', () => {
  it('is ready once the engine has welcomed it, and asks for another channel when it is lost', async () => {
    const { connector, open, lost } = engine()
    connect(connector)
    const line = open()
    expect(connection.getState().state).toBe('connecting')
    line.answer(welcome('one'))
    await settled()
    expect(connection.getState()).toMatchObject({ state: 'ready', instance: 'one' })
    line.die()
    await settled()
    expect(connection.getState()).toMatchObject({ state: 'lost', client: null })
    expect(lost()).toBe(1)
  })

  it('lets a call made before the welcome wait for it', async () => {
    const { connector, open, said } = engine()
    connect(connector)
    const now = call('clock.now', {})
    const line = open()
    line.answer(welcome('one'))
    await settled()
    expect(said.at(-1)).toMatchObject({ t: 'call', method: 'clock.now' })
    line.answer({ t: 'reply', id: 1, ok: true, value: { now: '2026-11-20T00:00:00.000Z' } })
    expect(await now).toMatchObject({ ok: true })
  })

  it('repeats a change that was cut off under the same request id, so that it happens once', async () => {
    const { connector, open, said } = engine()
    connect(connector)
    const first = open()
    first.answer(welcome('one'))
    await settled()
    const change = mutate('settings.set', { patch: { theme: 'dark' } })
    await settled()
    first.die()
    await settled()
    const second = open()
    second.answer(welcome('one'))
    await settled()
    const calls = said.filter((message) => message.t === 'call')
    expect(calls).toHaveLength(2)
    expect(calls[0]?.params).toEqual(calls[1]?.params)
    second.answer({ t: 'refusal', id: 1, ok: false, error: { code: 'usage', message: 'no', retriable: false } })
    expect(await change).toMatchObject({ ok: false, error: { code: 'usage' } })
  })

  it('resumes the jobs where it stopped, and from the beginning with another engine', async () => {
    const { connector, open, said } = engine()
    connect(connector)
    const stop = watchJobs()
    const first = open()
    first.answer(welcome('one'))
    await settled()
    jobs.setState({ rev: 41 })
    first.die()
    await settled()
    open().answer(welcome('one'))
    await settled()
    const third = open()
    third.answer(welcome('two'))
    await settled()
    stop()
    expect(said.flatMap((message) => (message.t === 'subscribe' ? [message.params] : []))).toEqual([
      { sinceRev: 0 },
      { sinceRev: 41 },
      { sinceRev: 0 }
    ])
  })
})
