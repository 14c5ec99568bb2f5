import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'
import type { HttpAsk, HttpReply } from './exchange'

const untrusted = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH)/

/** Errors of our own that no further try can mend; undefined for what the network did. */
export function finalError(error: unknown, { shown }: HttpAsk): AppError | undefined {
  for (const candidate of [error, error instanceof Error ? error.cause : undefined]) {
    if (candidate instanceof AppError) return candidate
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!untrusted.test(code)) return undefined
  return new AppError('tls.untrusted', `The certificate of ${originOf(shown)} is not trusted: ${messageOf(error)}.`, {
    hint: 'Give the PEM of the authority that issued it in the connection (ca), or have the server’s certificate mended.',
    details: { reason: code }
  })
}

/** What is said after the last try. */
export const gaveUp = ({ shown }: HttpAsk, tries: number, error: unknown): AppError =>
  new AppError('http.failed', `${shown} did not answer in ${tries} tries: ${messageOf(error)}.`, {
    hint: 'Check the network and the server, then try again; what was answered before is kept.',
    retriable: true,
    details: { url: shown, tries, reason: error instanceof Error && 'code' in error ? String(error.code) : 'failed' }
  })

/** An answer that is no success, as an error. `retryAt`: ms since the epoch, where the server named it. */
export function statusError({ shown }: HttpAsk, { status }: HttpReply, retryAt: number | undefined): AppError {
  const at = retryAt === undefined ? {} : { retryAt: new Date(retryAt).toISOString() }
  const details = { url: shown, status, ...at }
  if (status === 429)
    return new AppError('quota.exhausted', `${shown}: the server takes no more requests now (429).`, {
      hint: 'It goes on by itself once the server takes requests again; what was answered is kept.',
      retriable: true,
      details
    })
  if (status === 401 || status === 403)
    return new AppError('collect.key', `The server refused the key for ${shown} (${status}).`, {
      hint: 'Check the key of the connection: it may be unknown, expired, or not allowed to ask this.',
      details
    })
  return new AppError('http.status', `The server answered ${status} for ${shown}.`, {
    hint: status >= 500 ? 'The server has a fault; try again later.' : 'Check the path and the parameters in a preview.',
    retriable: status >= 500,
    details
  })
}

/** When the server wants to be asked again, in ms since the epoch: seconds or a date in `Retry-After`. */
export function retryAfter({ headers }: HttpReply, now: number): number | undefined {
  const text = headers['retry-after']?.trim()
  if (text === undefined || planted('no-retry-after')) return undefined
  if (/^\d{1,9}$/.test(text)) return now + Number(text) * 1000
  const moment = Date.parse(text)
  return Number.isNaN(moment) ? undefined : moment
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const originOf = (shown: string): string => (URL.canParse(shown) ? new URL(shown).origin : shown)
