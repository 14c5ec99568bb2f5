import { isIP, connect, type LookupFunction, type Socket } from 'node:net'
import { rootCertificates, connect as connectTls, type TLSSocket } from 'node:tls'
import { AppError } from '../../lib/errors'
import { addressesOf } from './addresses'
import type { Steps } from './steps'

export interface Place {
  host: string
  port: number
  /** Looks names up and refuses addresses that may not be asked. */
  lookup: LookupFunction
  /** Waiting for a socket longer than this is a failure, in ms. */
  waitMs: number
}

/** Steps `resolve` and `connect`: the socket that was opened, which the caller ends; undefined where one failed. */
export async function reach({ host, port, lookup, waitMs }: Place, steps: Steps): Promise<Socket | undefined> {
  const found = await steps.take('resolve', async () => {
    const addresses = await addressesOf(host, lookup, steps.signal)
    const text = addresses.map(({ address }) => address).join(', ')
    return { detail: isIP(host) === 0 ? `${host} is ${text}` : `${host} is an address`, made: addresses }
  })
  if (found === undefined) return undefined
  return steps.take('connect', async () => {
    const socket = await opened(
      connect({ host, port, autoSelectFamily: true, lookup: (_name, _options, done) => done(null, found) }),
      'connect',
      { where: `${host}:${port}`, waitMs, signal: steps.signal }
    )
    return { detail: `${socket.remoteAddress ?? host}:${port} takes connections`, made: socket }
  })
}

/** Step `tls` over a socket; the certificate is verified for `host`. */
export async function secure(
  socket: Socket,
  { host, port, waitMs, ca }: Pick<Place, 'host' | 'port' | 'waitMs'> & { ca: string | undefined },
  steps: Steps
): Promise<TLSSocket | undefined> {
  return steps.take('tls', async () => {
    const secured = connectTls({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] })
    })
    await opened(secured, 'secureConnect', { where: `${host}:${port}`, waitMs, signal: steps.signal })
    const { issuer, valid_to: until } = secured.getPeerCertificate()
    const by = [issuer.O ?? issuer.CN].flat().join(', ')
    return { detail: `${secured.getProtocol() ?? 'TLS'}, certificate of ${by}, valid until ${until}`, made: secured }
  })
}

interface Wait {
  where: string
  waitMs: number
  signal: AbortSignal
}

function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', { where, waitMs, signal }: Wait): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      finish()
      socket.destroy()
      reject(socketError(error, where))
    }
    const late = setTimeout(
      () => fail(Object.assign(new Error(`nothing was heard for ${waitMs / 1000} s`), { code: 'ETIMEDOUT' })),
      waitMs
    )
    const stop = (): void => fail(signal.reason instanceof Error ? signal.reason : new Error('it was cancelled'))
    const finish = (): void => {
      clearTimeout(late)
      signal.removeEventListener('abort', stop)
    }
    signal.addEventListener('abort', stop, { once: true })
    socket.on('error', fail)
    socket.once(event, () => {
      finish()
      resolve(socket)
    })
  })
}

const CERTIFICATE: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is of an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is of an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is of an unknown authority'
}

const NETWORK: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ETIMEDOUT: 'nothing answers there',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ECONNRESET: 'it ended the connection'
}

/** `tls.untrusted` with what is wrong with the certificate, else `http.failed` with what the network did. */
export function socketError(error: Error, where: string): AppError {
  if (error instanceof AppError) return error
  const code = 'code' in error ? String(error.code) : ''
  const untrusted = CERTIFICATE[code]
  if (untrusted !== undefined) {
    return new AppError('tls.untrusted', `${where} is not trusted: ${untrusted} (${error.message}).`, {
      hint: 'Give the PEM of its authority in the connection (ca), use the name of the certificate, or have it renewed.',
      details: { where, reason: code }
    })
  }
  return new AppError('http.failed', `${where}: ${NETWORK[code] ?? error.message}.`, {
    hint: 'Check host and port, that the server runs, and that a firewall lets this machine through.',
    retriable: true,
    details: { where, reason: code === '' ? 'failed' : code }
  })
}
