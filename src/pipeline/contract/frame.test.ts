import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame, encodeFrame, FrameError } from './frame'

const LIMIT = 1024 * 1024
const buffers = fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 6 })

describe('a frame', () => {
  it('gives back its header and its buffers, whatever they hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), buffers, (header, parts) => {
        const frame = decodeFrame(encodeFrame(header, parts), LIMIT)
        expect(JSON.stringify(frame.header)).toBe(JSON.stringify(header))
        expect(frame.buffers.map((part) => Array.from(part))).toEqual(parts.map((part) => Array.from(part)))
      })
    )
  })

  it('starts each buffer where a BigInt64Array may start', () => {
    const values = new BigInt64Array([1n, -2n, 3n])
    const frame = decodeFrame(encodeFrame({ odd: 'x' }, [new Uint8Array(3), new Uint8Array(values.buffer)]), LIMIT)
    const read = frame.buffers[1]
    expect(read && Array.from(new BigInt64Array(read.buffer, read.byteOffset, 3))).toEqual([1n, -2n, 3n])
  })

  it('is as long as its contents and carries nothing of the memory around a view', () => {
    const memory = new Uint8Array(1_000_000)
    expect(encodeFrame({}, [memory.subarray(10, 20)]).buffer.byteLength).toBeLessThan(100)
  })

  it('is refused when cut at any byte', () => {
    const whole = encodeFrame({ a: 1 }, [new Uint8Array([1, 2, 3]), new Uint8Array([4])])
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decodeFrame(whole.subarray(0, length), LIMIT)).toThrow(FrameError)
    }
  })

  it('is refused as too large before its header is read', () => {
    const frame = encodeFrame({ text: 'x'.repeat(2000) })
    expect(() => decodeFrame(frame, 1000)).toThrow(expect.objectContaining({ reason: 'too_large' }))
  })

  it('never does worse than refuse random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeFrame(bytes, LIMIT)
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError)
        }
      }),
      { numRuns: 2000 }
    )
  })
})
