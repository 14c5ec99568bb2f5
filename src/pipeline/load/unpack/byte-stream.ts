/** Bytes as they come; whoever stops early ends the stream by `return`. */
export type ByteStream = AsyncIterable<Buffer>

/** The first bytes (at least `count`, where there are so many) and a stream that still holds them. */
export async function peek(stream: ByteStream, count: number): Promise<{ head: Buffer; stream: ByteStream }> {
  const iterator = stream[Symbol.asyncIterator]()
  const held: Buffer[] = []
  let length = 0
  while (length < count) {
    const next = await iterator.next()
    if (next.done === true) break
    held.push(next.value)
    length += next.value.length
  }
  const head = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held)
  return { head, stream: continued(head, iterator) }
}

async function* continued(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let finished = false
  try {
    if (head.length > 0) yield head
    for (;;) {
      const next = await rest.next()
      if (next.done === true) {
        finished = true
        return
      }
      yield next.value
    }
  } finally {
    if (!finished) await rest.return?.()
  }
}

/** Reads what is left for the sake of what counts, hashes or comes after it. */
export async function drain(iterator: AsyncIterator<Buffer>): Promise<void> {
  for (let next = await iterator.next(); next.done !== true;) next = await iterator.next()
}
