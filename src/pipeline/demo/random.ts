/** A small seeded generator of integers (mulberry32 over a hashed label): the same seed and label give the same sequence everywhere. */
export interface Random {
  /** An integer from `low` to `high`, both inclusive. */
  int(low: number, high: number): number
  /** True `share` times out of 1,000. */
  perMille(share: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
}

export function createRandom(seed: number, label: string): Random {
  let state = hash(label) ^ Math.imul(seed, 0x9e3779b1)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const int = (low: number, high: number): number => low + (next() % (high - low + 1))
  return {
    int,
    perMille: (share) => int(0, 999) < share,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0]
  }
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value
}
