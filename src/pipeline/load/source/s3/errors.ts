import { AppError } from '../../../lib/errors'

const denied = new Set([
  'AccessDenied',
  'Forbidden',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'CredentialsProviderError'
])
const missing = new Set(['NoSuchBucket', 'NoSuchKey', 'NotFound'])

/** An error of the SDK as ours, by its name and status: its text is never looked at. */
export function s3Error(error: unknown, what: string): AppError {
  if (error instanceof AppError) return error
  const { name, status } = namesOf(error)
  const details = { place: what, name, status }
  if (status === 412) return changed(what)
  if (denied.has(name) || status === 403 || status === 401) {
    return new AppError('file.denied', `${what} may not be read (${name}).`, {
      hint: 'Check the keys of the connection, and that they may list and get there.',
      details
    })
  }
  if (missing.has(name) || status === 404) {
    return new AppError('file.missing', `There is no ${what} (${name}).`, { hint: 'Check bucket, prefix and region.', details })
  }
  return new AppError('http.failed', `${what} could not be read: ${name}.`, {
    hint: 'Check the network, the endpoint and the region of the connection, then try again; nothing was changed.',
    retriable: true,
    details,
    cause: error
  })
}

export const changed = (what: string): AppError =>
  new AppError('source.changed', `${what} changed while it was read.`, {
    hint: 'Wait until whatever writes it has finished, then load again; nothing was changed.',
    retriable: true
  })

function namesOf(error: unknown): { name: string; status: number | undefined } {
  if (!(error instanceof Error)) return { name: String(error), status: undefined }
  const metadata = (error as Error & { $metadata?: { httpStatusCode?: number } }).$metadata
  const code = (error as Error & { code?: unknown }).code
  return { name: error.name === 'Error' && typeof code === 'string' ? code : error.name, status: metadata?.httpStatusCode }
}
