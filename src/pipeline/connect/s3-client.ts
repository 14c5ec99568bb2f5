import { Agent as PlainAgent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { S3Client } from '@aws-sdk/client-s3'
import type { S3Target } from '../contract'
import { AppError } from '../lib/errors'
import { checkUrl, guardedLookup } from '../load/source/http/guard'
import type { ResolvedConnection } from './resolved'

/** The address that a client of this target talks to. Errors: `url.refused`. */
export function s3Url({ endpoint, region }: S3Target): { url: URL; open: boolean } {
  const place = checkUrl(endpoint ?? `https://s3.${region}.amazonaws.com`)
  if (place.url.protocol === 'https:' || place.open) return place
  throw new AppError('url.refused', `${place.url.host} is not asked: keys are sent over https only.`, {
    hint: 'Give an https address. For a server of your own network list it in PENSTOCK_ALLOW_HOSTS=host:port.',
    details: { reason: 'not encrypted' }
  })
}

/** A client that talks to checked addresses only; the caller ends it by `destroy`. Errors: `url.refused`. */
export function s3Client({ secrets }: ResolvedConnection, target: S3Target): S3Client {
  const { open } = s3Url(target)
  const lookup = guardedLookup(open)
  const { accessKeyId, secretAccessKey, sessionToken } = secrets
  return new S3Client({
    region: target.region,
    forcePathStyle: target.pathStyle,
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    ...(target.awsProfile === undefined ? {} : { profile: target.awsProfile }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : { credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) } }),
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 10_000,
      httpAgent: new PlainAgent({ keepAlive: true, lookup }),
      httpsAgent: new SecureAgent({ keepAlive: true, lookup })
    }
  })
}
