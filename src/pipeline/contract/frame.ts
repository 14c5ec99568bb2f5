/**
 * One frame, the same on a MessagePort and on a WebSocket (little endian):
 * u32 header length · header (UTF-8 JSON) · u32 buffer count · u32 length of each buffer · buffers, each starting at a multiple of 8.
 */
export interface Frame {
  header: unknown
  buffers: Uint8Array[]
}

export class FrameError extends Error {
  constructor(
    readonly reason: 'too_large' | 'invalid',
    message: string
  ) {
    super(message)
    this.name = 'FrameError'
  }
}

const align = (offset: number): number => (offset + 7) & ~7

/** Encodes into one buffer of exact size, so that a port copies nothing else. */
export function encodeFrame(header: unknown, buffers: readonly Uint8Array[] = []): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify(header))
  const tableAt = 4 + head.length
  let end = tableAt + 4 + buffers.length * 4
  const starts = buffers.map((buffer) => {
    const start = align(end)
    end = start + buffer.byteLength
    return start
  })
  const out = new Uint8Array(end)
  const view = new DataView(out.buffer)
  view.setUint32(0, head.length, true)
  out.set(head, 4)
  view.setUint32(tableAt, buffers.length, true)
  buffers.forEach((buffer, index) => {
    view.setUint32(tableAt + 4 + index * 4, buffer.byteLength, true)
    out.set(buffer, starts[index])
  })
  return out
}

/** Decodes and length-checks a frame; buffers are copies of exact size, aligned for typed arrays. */
export function decodeFrame(bytes: Uint8Array, maxHeaderBytes: number): Frame {
  if (bytes.byteLength < 8) throw new FrameError('invalid', 'a frame is at least 8 bytes long')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headLength = view.getUint32(0, true)
  if (headLength > maxHeaderBytes)
    throw new FrameError('too_large', `a header of ${headLength} bytes is above the limit of ${maxHeaderBytes}`)
  const tableAt = 4 + headLength
  if (tableAt + 4 > bytes.byteLength) throw new FrameError('invalid', 'the header is longer than the frame')
  const count = view.getUint32(tableAt, true)
  let end = tableAt + 4 + count * 4
  if (end > bytes.byteLength) throw new FrameError('invalid', 'the buffer table is longer than the frame')
  const buffers: Uint8Array[] = []
  for (let index = 0; index < count; index += 1) {
    const start = align(end)
    end = start + view.getUint32(tableAt + 4 + index * 4, true)
    if (end > bytes.byteLength) throw new FrameError('invalid', `buffer ${index} is longer than the frame`)
    buffers.push(bytes.slice(start, end))
  }
  return { header: parseHeader(bytes.subarray(4, tableAt)), buffers }
}

function parseHeader(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new FrameError('invalid', 'the header is not JSON')
  }
}
