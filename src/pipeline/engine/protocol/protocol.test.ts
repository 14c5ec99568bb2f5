import { readdir } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createClient, decodeFrame, encodeFrame, engineMessage, methods, topics, type EngineMessage } from '../../contract'
import type { Engine } from '../engine'
import { connectTo, requestId } from '../testing/client'
import { channelPair } from '../../lib/channel-pair'
import { engineOn, newWorkspace } from '../testing/open-engine'

/** A client that says what it likes, and everything that it hears. */
function rawClient(engine: Engine) {
  const [channel, theirs] = channelPair()
  const heard: EngineMessage[] = []
  let wake: () => void = () => undefined
  let closed = false
  channel.onFrame((frame) => {
    heard.push(engineMessage.parse(decodeFrame(frame, 64 * 1024 * 1024).header))
    wake()
  })
  channel.onClose(() => (closed = true))
  engine.accept(theirs, { name: 'raw', startedBy: 'raw@test' })
  const until = async (matches: (message: EngineMessage) => boolean): Promise<EngineMessage> => {
    for (;;) {
      const found = heard.find(matches)
      if (found !== undefined) return found
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return { channel, heard, until, say: (header: unknown) => channel.send(encodeFrame(header)), isClosed: () => closed }
}
const hello = { t: 'hello', protocol: 1, client: 'raw' }
const refusal = (id: number) => (message: EngineMessage) => message.t === 'refusal' && message.id === id

describe("the engine's half of the protocol", () => {
  it('welcomes a client of its version and turns away any other', async () => {
    const engine = await engineOn((await newWorkspace()).workspace)
    const client = rawClient(engine)
    client.say(hello)
    expect(await client.until(({ t }) => t === 'welcome')).toMatchObject({ protocol: 1, instance: engine.instance })
    const other = rawClient(engine)
    other.say({ ...hello, protocol: 2 })
    expect(await other.until(refusal(0))).toMatchObject({ error: { code: 'ipc.version' } })
  })

  it('refuses what comes before hello, what it does not know, and parameters that do not fit', async () => {
    const engine = await engineOn((await newWorkspace()).workspace)
    const client = rawClient(engine)
    client.say({ t: 'call', id: 1, method: 'clock.now', params: {} })
    expect(await client.until(refusal(1))).toMatchObject({ error: { code: 'ipc.version' } })
    client.say(hello)
    client.say({ t: 'call', id: 2, method: 'toString', params: {} })
    expect(await client.until(refusal(2))).toMatchObject({ error: { code: 'unsupported' } })
    client.say({ t: 'call', id: 3, method: 'lake.partitions', params: { name: '../etc' } })
    expect(await client.until(refusal(3))).toMatchObject({ error: { code: 'ipc.invalid' } })
    client.say({ t: 'subscribe', id: 4, topic: 'constructor', params: {}, credits: 1 })
    expect(await client.until(({ t }) => t === 'end')).toMatchObject({ id: 4, error: { code: 'unsupported' } })
  })

  it('refuses a message above 1 MB, and one that carries buffers', async () => {
    const engine = await engineOn((await newWorkspace()).workspace)
    const client = rawClient(engine)
    client.say(hello)
    client.say({ t: 'call', id: 1, method: 'clock.now', params: { pad: 'x'.repeat(1_100_000) } })
    expect(await client.until(refusal(0))).toMatchObject({ error: { code: 'ipc.too_large' } })
    client.heard.length = 0
    client.channel.send(encodeFrame(hello, [new Uint8Array(8)]))
    expect(await client.until(refusal(0))).toMatchObject({ error: { code: 'ipc.invalid' } })
  })

  it('refuses what is above the rate, goes on with others, and cuts off a flood', async () => {
    const engine = await engineOn((await newWorkspace()).workspace)
    const flood = rawClient(engine)
    flood.say(hello)
    for (let id = 1; id <= 30_000; id += 1) flood.say({ t: 'call', id, method: 'clock.now', params: {} })
    expect(await flood.until((message) => message.t === 'refusal' && message.error.code === 'ipc.rate')).toBeDefined()
    expect((await connectTo(engine).call('clock.now', {})).now).toMatch(/Z$/)
    while (!flood.isClosed()) await new Promise((resolve) => setImmediate(resolve))
  })

  it('gives no event without a credit, and counts the statuses that were skipped', async () => {
    const engine = await engineOn((await newWorkspace()).workspace)
    const client = rawClient(engine)
    client.say(hello)
    client.say({ t: 'subscribe', id: 1, topic: 'settings.changed', params: {}, credits: 1 })
    const other = connectTo(engine)
    for (const theme of ['dark', 'light', 'dark', 'system'] as const)
      await other.call('settings.set', { patch: { theme }, ...requestId() })
    expect(client.heard.filter(({ t }) => t === 'event')).toMatchObject([{ seq: 0, dropped: 0, event: { theme: 'dark' } }])
    client.say({ t: 'credit', id: 1, credits: 1 })
    expect(await client.until((message) => message.t === 'event' && message.seq === 1)).toMatchObject({
      dropped: 2,
      event: { theme: 'system' }
    })
  })

  it('answers a call that was cancelled, and hears no more of a client that left', async () => {
    const engine = await engineOn((await newWorkspace()).workspace)
    const [ours, theirs] = channelPair()
    engine.accept(theirs, { name: 'test', startedBy: 'x' })
    const client = createClient(ours, 'test')
    await client.welcome
    const call = client.call('workspace.get', {})
    client.close()
    expect(await call).toMatchObject({ ok: false, error: { code: 'engine.gone' } })
  })

  it('does a thing once, however often the same request is sent, also after a restart', async () => {
    const { workspace } = await newWorkspace()
    const engine = await engineOn(workspace)
    const client = connectTo(engine)
    const request = { name: 'nothing', ...requestId() }
    const check = { location: '/nowhere/at/all.csv', overrides: {}, ...requestId() }
    const [first, second] = await Promise.all([client.call('sources.recognise', check), client.call('sources.recognise', check)])
    expect(second).toEqual(first)
    await expect(client.call('loads.start', request)).rejects.toMatchObject({ data: { code: 'dataset.missing' } })
    await engine.close()
    const again = connectTo(await engineOn(workspace))
    expect(await again.call('sources.recognise', check)).toEqual(first)
    expect(await again.call('jobs.list', {})).toHaveLength(1)
  })
})

describe('hostile messages', () => {
  it('10,000 random ones cause no uncaught error and no side effect', { timeout: 120_000 }, async () => {
    const uncaught: unknown[] = []
    const note = (error: unknown): void => void uncaught.push(error)
    process.on('unhandledRejection', note)
    process.on('uncaughtException', note)
    onTestFinished(() => {
      process.off('unhandledRejection', note)
      process.off('uncaughtException', note)
    })
    const { workspace } = await newWorkspace()
    const engine = await engineOn(workspace)
    const before = await observe(engine, workspace.datasets)
    const kind = fc.constantFrom('hello', 'call', 'cancel', 'subscribe', 'credit', 'unsubscribe', 'reply', '__proto__')
    const method = fc.constantFrom(...Object.keys(methods), ...Object.keys(topics), 'toString', '')
    const message = fc.record({
      t: kind,
      id: fc.oneof(fc.nat(50), fc.jsonValue()),
      method,
      topic: method,
      params: fc.oneof(
        fc.jsonValue(),
        fc.record({ name: fc.jsonValue(), dt: fc.jsonValue(), from: fc.integer(), handle: fc.jsonValue() })
      ),
      credits: fc.oneof(fc.integer(), fc.jsonValue())
    })
    const strict = message.map(({ t, id, method: name, topic, params, credits }) => {
      if (t === 'call') return { t, id, method: name, params }
      return t === 'subscribe' ? { t, id, topic, params, credits } : { t, id, credits }
    })
    const frame = fc.oneof(
      strict.map((header) => encodeFrame(header)),
      message.map((header) => encodeFrame(header)),
      fc.jsonValue().map((header) => encodeFrame(header)),
      fc.uint8Array({ maxLength: 64 })
    )
    const frames = fc.sample(frame, 10_000)
    for (let at = 0; at < frames.length; at += 500) {
      const client = rawClient(engine)
      client.say(hello)
      for (const one of frames.slice(at, at + 500)) client.channel.send(one)
      client.say({ t: 'call', id: 1_000_000, method: 'clock.now', params: {} })
      await client.until((said) => said.t === 'reply' && said.id === 1_000_000)
      client.channel.close()
    }
    expect(uncaught).toEqual([])
    expect(await observe(engine, workspace.datasets)).toEqual(before)
  })
})

async function observe(engine: Engine, datasets: string) {
  const client = connectTo(engine)
  const [settings, jobs, runs, files] = await Promise.all([
    client.call('settings.get', {}),
    client.call('jobs.list', {}),
    client.call('runs.list', {}),
    readdir(datasets)
  ])
  client.client.close()
  return { settings, jobs, runs, files }
}
