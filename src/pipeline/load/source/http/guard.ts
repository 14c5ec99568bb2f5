import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { AppError } from '../../../lib/errors'
import { planted } from '../../../lib/plant'
import { isPublicAddress } from './address'

/** `host:port` pairs that the user has opened in PENSTOCK_ALLOW_HOSTS, separated by commas. */
function allowedHosts(environment: NodeJS.ProcessEnv = process.env): ReadonlySet<string> {
  const listed = environment.PENSTOCK_ALLOW_HOSTS ?? ''
  return new Set(listed.split(',').flatMap((host) => (host.trim() === '' ? [] : [host.trim().toLowerCase()])))
}

const portOf = (url: URL): string => (url.port !== '' ? url.port : url.protocol === 'https:' ? '443' : '80')
const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** Throws `url.refused` for what may never be asked; names are looked up later, by the connection itself. */
export function checkUrl(text: string, allowed = allowedHosts()): { url: URL; open: boolean } {
  if (!URL.canParse(text)) throw refusal(text, 'it is not a URL')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refusal(text, 'only http and https are fetched')
  if (url.username !== '' || url.password !== '')
    throw refusal(url.origin, 'a name or password in a URL would be stored as it is')
  const open = allowed.has(`${url.hostname}:${portOf(url)}`) || planted('no-pin')
  const host = bareHost(url)
  if (!open && isIP(host) !== 0 && !isPublicAddress(host)) throw refusal(url.origin, `${host} is not a public address`)
  if (!open && /(^|\.)(localhost|local|internal)\.?$/.test(host)) throw refusal(url.origin, `${host} names a machine inside`)
  return { url, open }
}

/** A lookup for connections that gives checked addresses only: the name is resolved once, and what was checked is connected to. */
export function guardedLookup(open: boolean, resolveName: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, [])
        return
      }
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }]
      const inside = addresses.find(({ address }) => !isPublicAddress(address))
      if (!open && inside !== undefined) {
        callback(refusal(hostname, `it leads to ${inside.address}, which is not a public address`), [])
        return
      }
      const [first] = addresses
      if (options.all === true) callback(null, addresses)
      else callback(null, first?.address ?? '', first?.family ?? 4)
    })
  }
}

function refusal(what: string, why: string): AppError {
  return new AppError('url.refused', `${what.slice(0, 300)} was not asked: ${why}.`, {
    hint: 'Give the URL of a public server. For a server of your own network list it in PENSTOCK_ALLOW_HOSTS=host:port.',
    details: { reason: why }
  })
}
