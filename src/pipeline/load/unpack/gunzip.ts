import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { throwIfAborted } from '../../lib/abort'
import type { ByteStream } from './byte-stream'
import { corrupt } from './corrupt'
import { checkGrowth, type UnpackLimits } from './limits'

/** The content of a gzip stream (all its members); damage is `file.corrupt`, a flood `file.bomb`. */
export async function* gunzip(
  name: string,
  packed: ByteStream,
  limits: UnpackLimits,
  signal: AbortSignal
): AsyncGenerator<Buffer, void, undefined> {
  const unzip = createGunzip({ chunkSize: 1 << 20 })
  pipeline(Readable.from(packed, { highWaterMark: 2 }), unzip, () => undefined)
  let produced = 0
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) {
      throwIfAborted(signal)
      produced += chunk.length
      checkGrowth(name, unzip.bytesWritten, produced, limits)
      yield chunk
    }
  } catch (error) {
    throw corrupt(name, 'gzip', unzip.bytesWritten, error)
  }
}
