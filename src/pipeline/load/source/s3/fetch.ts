import { randomUUID } from 'node:crypto'
import { open, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { throwIfAborted } from '../../../lib/abort'
import { AppError } from '../../../lib/errors'
import { sourceFile, type SourceFile } from '../source-file'
import { changed, s3Error } from './errors'
import type { S3Object } from './list'

const TRIES = 5

/** Where an object lies, for people and plans. */
export const originOf = (bucket: string, key: string): string => `s3://${bucket}/${key}`

/** Fetches exactly the object that was listed into the scratch folder; what was cut off is gone on with. `source.changed` where it is another by now. */
export async function fetchObject(
  client: S3Client,
  bucket: string,
  object: S3Object,
  { scratch, signal, received }: { scratch: string; signal: AbortSignal; received: (bytes: number) => void }
): Promise<SourceFile> {
  const path = join(scratch, `object-${randomUUID()}`)
  const handle = await open(path, 'wx', 0o600)
  const write = async (chunk: Buffer, from: number): Promise<void> => {
    for (let done = 0; done < chunk.length;)
      done += (await handle.write(chunk, done, chunk.length - done, from + done)).bytesWritten
    received(chunk.length)
  }
  try {
    let at = 0
    for (let idle = 0; at < object.bytes; idle += 1) {
      if (idle >= TRIES) throw s3Error(new Error('the body ended early'), originOf(bucket, object.key))
      const before = at
      at = await fetchFrom(client, bucket, object, at, write, signal).catch((error: unknown) => {
        throwIfAborted(signal)
        return reachedBy(error, bucket, object)
      })
      // Whatever came earns new tries: a long download over a bad line is not given up for being long.
      if (at > before) idle = -1
    }
  } finally {
    await handle.close()
  }
  const modified = new Date(object.modifiedMs)
  await utimes(path, modified, modified)
  return { ...(await sourceFile(object.relative, object.relative, path)), origin: originOf(bucket, object.key) }
}

/** Reads from a position to the end; answers how far it came. */
async function fetchFrom(
  client: S3Client,
  bucket: string,
  { key, etag, bytes }: S3Object,
  from: number,
  write: (chunk: Buffer, at: number) => Promise<void>,
  signal: AbortSignal
): Promise<number> {
  const range = from === 0 ? {} : { Range: `bytes=${from}-` }
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag, ...range }), {
    abortSignal: signal
  })
  let at = from
  if (!(Body instanceof Readable)) return at
  try {
    for await (const chunk of Body) {
      const data = Buffer.from(chunk as Uint8Array)
      await write(data, at)
      at += data.length
      if (at > bytes) throw changed(originOf(bucket, key))
    }
  } catch (error) {
    throw new Cut(at, error)
  }
  return at
}

/** A body that ended early, and how far it came. */
class Cut extends Error {
  constructor(
    readonly at: number,
    cause: unknown
  ) {
    super('the body was cut', { cause })
  }
}

/** Only a cut body is gone on with: the SDK has tried all else again by itself. */
function reachedBy(error: unknown, bucket: string, object: S3Object): number {
  const cause = error instanceof Cut ? error.cause : error
  if (error instanceof Cut && !(cause instanceof AppError)) return error.at
  throw s3Error(cause, originOf(bucket, object.key))
}
