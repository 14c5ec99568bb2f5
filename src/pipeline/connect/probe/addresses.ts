import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { AppError } from '../../lib/errors'

/** Every address of a host. Errors: `url.refused` where it may not be asked, `http.failed` where there is no such name. */
export function addressesOf(host: string, lookup: LookupFunction, signal: AbortSignal): Promise<LookupAddress[]> {
  const family = isIP(host)
  if (family !== 0) return Promise.resolve([{ address: host, family }])
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new AppError('timeout', `${host} was not resolved in time.`, { retriable: true }))
    signal.addEventListener('abort', stop, { once: true })
    lookup(host, { all: true }, (error, found) => {
      signal.removeEventListener('abort', stop)
      if (error === null) resolve(Array.isArray(found) ? found : [{ address: found, family: isIP(found) }])
      else reject(error instanceof AppError ? error : unresolved(host, error))
    })
  })
}

const unresolved = (host: string, error: NodeJS.ErrnoException): AppError =>
  new AppError('http.failed', `${host} is not known: ${error.code === 'ENOTFOUND' ? 'there is no such name' : error.message}.`, {
    hint: 'Check the spelling of the host, and that this machine reaches its name server (a private network may be needed).',
    retriable: true,
    details: { host, reason: error.code ?? 'failed' }
  })
