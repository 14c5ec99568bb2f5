import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { MAX_HEADER_BYTES } from '../contract'
import { connect, servesPages } from './connect'
import { servedSite, type ServedSite } from './testing/served-site'

let site: ServedSite
beforeEach(async () => {
  site = await servedSite()
})
afterEach(() => site.close())

const closing = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve))
const raw = async (): Promise<WebSocket> => {
  const socket = new WebSocket(`${site.listening.url.replace('http', 'ws')}/socket`, {
    headers: { authorization: `Bearer ${site.listening.token}` }
  })
  await new Promise((resolve) => socket.on('open', resolve))
  return socket
}

describe('a command line on the socket', () => {
  it('exchanges frames with the engine, unchanged and in order', async () => {
    const client = await connect(site.listening, 'cli')
    const { channel, name } = site.accepted[0] ?? expect.fail('no channel was accepted')
    expect(name).toBe('cli')
    channel.onFrame((frame) => channel.send(new Uint8Array([...frame, 1])))
    const answers: number[][] = []
    const both = new Promise<void>((resolve) =>
      client.onFrame((frame) => {
        if (answers.push([...frame]) === 2) resolve()
      })
    )
    client.send(new Uint8Array([5]))
    client.send(new Uint8Array([6, 7]))
    await both
    expect(answers).toEqual([
      [5, 1],
      [6, 7, 1]
    ])
    client.close()
  })

  it('is told when the engine has gone', async () => {
    const client = await connect(site.listening, 'cli')
    const closed = new Promise<void>((resolve) => client.onClose(resolve))
    await site.listening.close()
    await closed
  })

  it('hears that nobody answers as engine.gone', async () => {
    await site.listening.close()
    await expect(connect(site.listening, 'cli')).rejects.toMatchObject({ code: 'engine.gone' })
  })

  it('can tell whether pages are served there', async () => {
    expect(await servesPages(site.listening)).toBe(true)
    expect(await servesPages({ ...site.listening, token: 'other' })).toBe(false)
  })
})

describe('a socket that breaks the rules is cut off', () => {
  it('for text', async () => {
    const socket = await raw()
    socket.send('{"t":"hello"}')
    expect(await closing(socket)).toBe(1003)
  })

  it('for a message far above the limit', async () => {
    const socket = await raw()
    socket.send(new Uint8Array(3 * MAX_HEADER_BYTES))
    expect(await closing(socket)).toBe(1009)
  })
})

describe('a listener that is about to end', () => {
  it('waits for command lines that have joined and turns new ones away', async () => {
    const client = await connect(site.listening, 'cli')
    let drained = false
    const draining = site.listening.drained('cli').then(() => (drained = true))
    await expect(connect(site.listening, 'cli')).rejects.toMatchObject({ code: 'engine.gone' })
    expect(drained).toBe(false)
    client.close()
    await draining
  })
})
