const EMPTY = -1

/** A set of keys by 53-bit hashes, 8 bytes each: among a million keys two collide once in 10,000 runs. */
export class UniqueSet {
  #slots = new Float64Array(1024).fill(EMPTY)
  #size = 0

  /** False where the same texts were there already. */
  add(texts: readonly string[], positions: readonly number[]): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow()
    return this.#place(hash53(texts, positions))
  }

  #place(hash: number): boolean {
    const mask = this.#slots.length - 1
    let slot = hash & mask
    while (this.#slots[slot] !== EMPTY) {
      if (this.#slots[slot] === hash) return false
      slot = (slot + 1) & mask
    }
    this.#slots[slot] = hash
    this.#size += 1
    return true
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Float64Array(old.length * 4).fill(EMPTY)
    this.#size = 0
    for (const hash of old) if (hash !== EMPTY) this.#place(hash)
  }
}

/** Two 32-bit multiplicative hashes side by side over the texts at the positions, each ended by a sign of its own. */
function hash53(texts: readonly string[], positions: readonly number[]): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (const position of positions) {
    const text = texts[position] ?? ''
    for (let index = 0; index <= text.length; index += 1) {
      const code = index < text.length ? text.charCodeAt(index) : 0x1_0000
      high = Math.imul(high ^ code, 2654435761)
      low = Math.imul(low ^ code, 1597334677)
    }
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}
