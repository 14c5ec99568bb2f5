const MODULUS = 1n << 128n

export interface Digest {
  /** Names the row hash and the rules for its values; only digests of one algorithm can be compared. */
  algorithm: string
  /** Sum of row hashes, 0 ≤ value < 2^128. */
  value: bigint
}

/** `<algorithm>:<32 hex digits>`; the value is taken modulo 2^128. */
export function formatDigest({ algorithm, value }: Digest): string {
  return `${algorithm}:${BigInt.asUintN(128, value).toString(16).padStart(32, '0')}`
}

/** Undefined where the text is no digest of 128 bits. */
export function parseDigest(text: string): Digest | undefined {
  const [, algorithm, hex] = /^([a-z0-9][a-z0-9.-]*):([0-9a-f]{32})$/.exec(text) ?? []
  if (algorithm === undefined || hex === undefined) return undefined
  return { algorithm, value: BigInt(`0x${hex}`) }
}

/** Digest of the rows of several files together, in whatever order; undefined where one is missing or made by another algorithm. */
export function combineDigests(digests: Iterable<string | undefined>): string | undefined {
  let sum: Digest | undefined
  for (const text of digests) {
    const digest = text === undefined ? undefined : parseDigest(text)
    if (digest === undefined || (sum !== undefined && sum.algorithm !== digest.algorithm)) return undefined
    sum = { algorithm: digest.algorithm, value: ((sum?.value ?? 0n) + digest.value) % MODULUS }
  }
  return sum === undefined ? undefined : formatDigest(sum)
}
