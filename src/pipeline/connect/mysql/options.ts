import { createReadStream } from 'node:fs'
import { BlockList, connect, isIP, type Socket } from 'node:net'
import type { ConnectionOptions, SslOptions } from 'mysql2'
import type { MysqlTarget } from '../../contract'
import { planted } from '../../lib/plant'
import type { ResolvedConnection } from '../resolved'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'))

export const portOf = (target: MysqlTarget): number => Number(target.port)

/** Whether its certificate is verified: of every host but this machine, unless it is declared otherwise. */
export const wantsTls = (target: MysqlTarget): boolean =>
  target.tls === undefined ? !isLoopback(target.host) || target.ca !== undefined : target.tls === 'verify'

/** How mysql2 connects: one statement at a time, no local file for any server, every value as the server wrote it. */
export function mysqlOptions(connection: ResolvedConnection, target: MysqlTarget): ConnectionOptions {
  return {
    host: target.host,
    user: target.user,
    ...(connection.secrets['password'] === undefined ? {} : { password: connection.secrets['password'] }),
    ...(target.database === undefined ? {} : { database: target.database }),
    stream: () => dial(target),
    connectTimeout: target.connectSeconds * 1000,
    charset: 'utf8mb4',
    multipleStatements: false,
    rowsAsArray: true,
    typeCast: (field) => field.string(),
    connectAttributes: { program_name: 'penstock' },
    ...(wantsTls(target) ? { ssl: verified(target) } : {}),
    ...localFiles()
  }
}

const verified = (target: MysqlTarget): SslOptions => ({
  rejectUnauthorized: true,
  verifyIdentity: true,
  minVersion: 'TLSv1.2',
  ...(target.ca === undefined ? {} : { ca: target.ca })
})

/** A socket that knows its host also where that is an address: TLS compares the certificate with it, else with `localhost`. */
function dial(target: MysqlTarget): Socket {
  const socket = connect({ host: target.host, port: portOf(target), noDelay: true, keepAlive: true })
  return Object.assign(socket, { _host: target.host })
}

/** A server may ask for any file of this machine (LOAD DATA LOCAL): it is told that this client has none to give. */
const localFiles = (): ConnectionOptions =>
  planted('infile-on') ? { infileStreamFactory: (path: string) => createReadStream(path) } : { flags: ['-LOCAL_FILES'] }
