import { ListBucketsCommand, S3ServiceException } from '@aws-sdk/client-s3'
import type { S3Target } from '../../contract'
import { AppError } from '../../lib/errors'
import { guardedLookup } from '../../load/source/http/guard'
import type { ResolvedConnection } from '../resolved'
import { s3Client, s3Url } from '../../load/source/s3/access'
import { s3AccessOf } from '../s3-access'
import { reach, secure } from './reach'
import type { Steps } from './steps'

const WAIT_MS = 10_000

/** Reaches the store and lists its buckets: that the signature is accepted is the login. */
export async function probeS3(connection: ResolvedConnection, target: S3Target, steps: Steps): Promise<void> {
  if (!(await reachable(target, steps))) return
  const buckets = await steps.take('login', async () => {
    const names = await bucketsOf(connection, target, steps.signal)
    return { detail: `the key is accepted in ${target.region}`, made: names }
  })
  if (buckets === undefined) return
  const shown = buckets.names?.slice(0, 8).join(', ') ?? ''
  if (buckets.names === undefined)
    steps.note('rights', 'skipped', 'the key may not list buckets; those that a dataset names may be readable all the same')
  else steps.note('rights', 'ok', buckets.names.length === 0 ? 'no bucket' : `${buckets.names.length} buckets: ${shown}`)
}

async function reachable(target: S3Target, steps: Steps): Promise<boolean> {
  let place
  try {
    place = s3Url(target)
  } catch (error) {
    steps.fail('resolve', error)
    return false
  }
  const { url, open } = place
  const isSecure = url.protocol === 'https:'
  const at = { host: url.hostname, port: Number(url.port === '' ? (isSecure ? 443 : 80) : url.port), waitMs: WAIT_MS }
  const socket = await reach({ ...at, lookup: guardedLookup(open) }, steps)
  if (socket === undefined) return false
  try {
    if (!isSecure) steps.note('tls', 'skipped', 'without TLS, as http says')
    else if ((await secure(socket, { ...at, ca: undefined }, steps)) === undefined) return false
    return true
  } finally {
    socket.destroy()
  }
}

/** `names` is absent where the key is a good one and may not list. */
async function bucketsOf(
  connection: ResolvedConnection,
  target: S3Target,
  signal: AbortSignal
): Promise<{ names: string[] | undefined }> {
  const client = s3Client(s3AccessOf(connection, target))
  try {
    const { Buckets } = await client.send(new ListBucketsCommand({}), { abortSignal: signal })
    return { names: (Buckets ?? []).flatMap(({ Name }) => Name ?? []) }
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'AccessDenied') return { names: undefined }
    throw s3Error(error, target)
  } finally {
    client.destroy()
  }
}

const WRONG_KEY = new Set([
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'InvalidToken',
  'CredentialsProviderError',
  'AccountProblem'
])
const WRONG_REGION = new Set(['AuthorizationHeaderMalformed', 'PermanentRedirect', 'IllegalLocationConstraintException'])

/** What the store said, with what to mend: the key, the region, or the clock. */
function s3Error(error: unknown, { region }: S3Target): unknown {
  if (!(error instanceof Error)) return error
  if (WRONG_KEY.has(error.name)) {
    return new AppError('collect.key', `The store does not accept the key: ${error.name} (${error.message}).`, {
      hint: 'Check accessKeyId and secretAccessKey of the connection, or the profile of the AWS files; a temporary key may have expired.',
      details: { s3: error.name }
    })
  }
  if (WRONG_REGION.has(error.name)) {
    const meant = /expecting '([^']+)'/.exec(error.message)?.[1]
    return new AppError(
      'connection.invalid',
      `The region ${region} is not the store's${meant === undefined ? '' : `: it is ${meant}`}.`,
      {
        hint: 'Give the region of the store in the connection.',
        details: { s3: error.name, region, ...(meant === undefined ? {} : { expected: meant }) }
      }
    )
  }
  const skewed = error.name === 'RequestTimeTooSkewed'
  return new AppError('http.failed', `The store answered ${error.name}: ${error.message}.`, {
    hint: skewed ? 'Set the clock of this machine.' : 'Check the endpoint: is it a store that speaks S3?',
    retriable: true,
    details: { s3: error.name }
  })
}
