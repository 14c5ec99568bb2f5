import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import { throwIfAborted } from '../../../lib/abort'
import { AppError } from '../../../lib/errors'
import type { S3Place } from './access'
import { s3Error } from './errors'

export interface S3Object {
  key: string
  /** Below the prefix. */
  relative: string
  bytes: number
  modifiedMs: number
  etag: string
}

/** As of a folder: more than this is a mistake in the pattern. */
const MAX_OBJECTS = 100_000

/** Objects below a prefix whose relative path matches, by key. Keys that end in a slash stand for folders and hold nothing. */
export async function listObjects(
  client: S3Client,
  place: S3Place,
  matches: (relative: string) => boolean,
  signal: AbortSignal
): Promise<S3Object[]> {
  const root = place.prefix === '' || place.prefix.endsWith('/') ? place.prefix : `${place.prefix}/`
  const found: S3Object[] = []
  let token: string | undefined
  do {
    throwIfAborted(signal)
    const page = await client
      .send(new ListObjectsV2Command({ Bucket: place.bucket, Prefix: root, ContinuationToken: token }), { abortSignal: signal })
      .catch((error: unknown) => {
        throwIfAborted(signal)
        throw s3Error(error, `s3://${place.bucket}/${root}`)
      })
    for (const { Key = '', Size = 0, LastModified, ETag = '' } of page.Contents ?? []) {
      const relative = Key.slice(root.length)
      if (Key.endsWith('/') || !matches(relative.normalize('NFC'))) continue
      found.push({ key: Key, relative, bytes: Size, modifiedMs: LastModified?.getTime() ?? 0, etag: ETag })
    }
    if (found.length > MAX_OBJECTS) throw tooMany(place)
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined
  } while (token !== undefined)
  return found.sort((left, right) => (left.relative < right.relative ? -1 : 1))
}

const tooMany = ({ bucket, prefix }: S3Place): AppError =>
  new AppError('unsupported', `More than ${MAX_OBJECTS} objects below s3://${bucket}/${prefix} match.`, {
    hint: 'Narrow the pattern, or name a longer prefix.'
  })
