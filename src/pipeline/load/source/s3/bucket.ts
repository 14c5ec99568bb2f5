import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { AppError } from '../../../lib/errors'
import type { Signs } from '../complete'
import { pathFilter } from '../glob'
import { scopeFilter } from '../scope'
import type { ResolvedSource, SourceContext } from '../resolve-source'
import { accessOf, s3Client, s3Place, type S3Access } from './access'
import { s3Error } from './errors'
import { fetchObject, originOf } from './fetch'
import { listObjects, type S3Object } from './list'

async function withClient<T>(access: S3Access, work: (client: S3Client) => Promise<T>): Promise<T> {
  const client = s3Client(access)
  try {
    return await work(client)
  } finally {
    client.destroy()
  }
}

/** The objects that a location and pattern stand for, fetched into the scratch folder. `file.missing` where none matches. */
export function filesOfBucket(location: string, pattern: string | undefined, context: SourceContext): Promise<ResolvedSource> {
  const place = s3Place(location)
  return withClient(accessOf(location, context.s3), async (client) => {
    const matches = pathFilter(pattern, false)
    const wanted = scopeFilter(pattern, false, context.scope)
    const all = await listObjects(client, place, matches, context.signal)
    if (all.length === 0 && context.scope?.intervals === undefined) throw nothing(location, pattern)
    const objects = all.filter(({ relative }) => wanted(relative))
    const total = objects.reduce((sum, { bytes }) => sum + bytes, 0)
    let fetched = 0
    const received = (bytes: number): void => context.fetched?.((fetched += bytes), total)
    const files = []
    for (const object of objects) {
      files.push(await fetchObject(client, place.bucket, object, { scratch: context.scratch, signal: context.signal, received }))
    }
    return { kind: 'folder', files }
  })
}

/** The same objects by their names and dates alone; nothing is fetched. */
export function listedInBucket(
  location: string,
  pattern: string | undefined,
  access: S3Access | undefined,
  signal: AbortSignal
): Promise<(S3Object & { origin: string })[]> {
  const place = s3Place(location)
  return withClient(accessOf(location, access), async (client) => {
    const objects = await listObjects(client, place, pathFilter(pattern, false), signal)
    return objects.map((object) => ({ ...object, origin: originOf(place.bucket, object.key) }))
  })
}

/** Largest sign that is read, in bytes. */
const MOST_SIGN = 2 ** 20

/** Markers and manifests that lie beside objects, each asked for by its own key. */
export function signsOfBucket(access: S3Access, signal: AbortSignal): Signs {
  return {
    exists: (path) => withClient(access, async (client) => (await headOf(client, path, signal)) !== undefined),
    names: (folder) =>
      withClient(access, async (client) => {
        const found = await listObjects(client, s3Place(folder), (relative) => !relative.includes('/'), signal)
        return found.map(({ relative }) => relative)
      }),
    read: (path) =>
      withClient(access, async (client) => {
        const bytes = await headOf(client, path, signal)
        if (bytes === undefined || bytes > MOST_SIGN) return ''
        const { bucket, prefix } = s3Place(path)
        const { Body } = await client
          .send(new GetObjectCommand({ Bucket: bucket, Key: prefix, Range: `bytes=0-${MOST_SIGN}` }), { abortSignal: signal })
          .catch((error: unknown) => {
            throw s3Error(error, path)
          })
        return (await Body?.transformToString()) ?? ''
      })
  }
}

/** Bytes of an object; undefined where there is none. */
async function headOf(client: S3Client, path: string, signal: AbortSignal): Promise<number | undefined> {
  const { bucket, prefix } = s3Place(path)
  try {
    return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: prefix }), { abortSignal: signal })).ContentLength ?? 0
  } catch (thrown) {
    const error = s3Error(thrown, path)
    if (error.code === 'file.missing') return undefined
    throw error
  }
}

const nothing = (location: string, pattern: string | undefined): AppError =>
  new AppError('file.missing', `No object below ${location} matches ${pattern ?? 'a readable format'}.`, {
    hint: 'Check the prefix and the pattern; ** goes through all levels, as in **/*_trade.zip.',
    details: { location, pattern: pattern ?? null }
  })
