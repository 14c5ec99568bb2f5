import { Agent as PlainAgent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { S3Client } from '@aws-sdk/client-s3'
import { AppError } from '../../../lib/errors'
import { checkUrl, guardedLookup } from '../http/guard'

/** How a bucket is reached: by keys, or by the named `profile` of the files of AWS tools. */
export interface S3Access {
  region: string
  endpoint?: string | undefined
  pathStyle: boolean
  accessKeyId?: string | undefined
  secretAccessKey?: string | undefined
  sessionToken?: string | undefined
  profile?: string | undefined
}

const ATTEMPTS = 5

/** The address that a client talks to: keys are sent over https only, and to public hosts or those that the user has opened. `url.refused`. */
export function s3Url({ endpoint, region }: Pick<S3Access, 'endpoint' | 'region'>): { url: URL; open: boolean } {
  const place = checkUrl(endpoint ?? `https://s3.${region}.amazonaws.com`)
  if (place.url.protocol === 'https:' || place.open) return place
  throw new AppError('url.refused', `${place.url.host} is not asked: keys are sent over https only.`, {
    hint: 'Give an https address. For a server of your own network list it in PENSTOCK_ALLOW_HOSTS=host:port.',
    details: { reason: 'not encrypted' }
  })
}

/** A client that talks to checked addresses only and gives up after five tries; whoever made it destroys it. `url.refused`. */
export function s3Client(access: S3Access): S3Client {
  const { region, endpoint, pathStyle, accessKeyId, secretAccessKey, sessionToken, profile } = access
  const keys = accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey }
  if (keys === undefined && profile === undefined) throw withoutKeys()
  const lookup = guardedLookup(s3Url(access).open)
  return new S3Client({
    region,
    forcePathStyle: pathStyle,
    maxAttempts: ATTEMPTS,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(keys === undefined ? {} : { credentials: sessionToken === undefined ? keys : { ...keys, sessionToken } }),
    ...(profile === undefined ? {} : { profile }),
    requestHandler: {
      connectionTimeout: 10_000,
      httpAgent: new PlainAgent({ keepAlive: true, lookup }),
      httpsAgent: new SecureAgent({ keepAlive: true, lookup })
    }
  })
}

/** Left alone the SDK would take whatever keys it finds on this machine, also in a profile made for tests. */
const withoutKeys = (): AppError =>
  new AppError('secret.missing', 'The connection has neither keys nor a profile of AWS tools.', {
    hint: 'Set its secrets accessKeyId and secretAccessKey, or name awsProfile in it.'
  })

export interface S3Place {
  bucket: string
  /** Without a slash in front; empty for the whole bucket. */
  prefix: string
}

export const isS3 = (location: string): boolean => /^s3:\/\//i.test(location)

/** `s3://bucket/prefix` as its parts; `url.refused` for what is none. */
export function s3Place(location: string): S3Place {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/i.exec(location) ?? []
  if (bucket !== undefined && !prefix.includes('{interval')) return { bucket, prefix }
  throw new AppError('url.refused', `${location.slice(0, 200)} is not a place in a bucket.`, {
    hint: 'Write s3://bucket/prefix; {interval:…} goes into the pattern: pattern "dt={interval:%Y-%m-%d}/*.csv".'
  })
}

/** `connection.missing` where nobody said by which connection a bucket is read. */
export function accessOf(location: string, access: S3Access | undefined): S3Access {
  if (access !== undefined) return access
  throw new AppError('connection.missing', `No connection is named by which ${location.slice(0, 200)} is read.`, {
    hint: 'Name one of kind s3: "connection" in the source of the dataset file, --connection at the command line.'
  })
}
