const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** 2031 → `2,031`. */
export const countText = (value: number): string => grouped.format(value)

/** 0.123456 → `12.35 %`; small shares keep three digits that say something. */
export function shareText(share: number): string {
  const percent = share * 100
  const digits = percent !== 0 && Math.abs(percent) < 0.01 ? percent.toPrecision(3) : String(Number(percent.toFixed(2)))
  return `${digits} %`
}

/** The middle value; the mean of the two where their number is even. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = NaN, high = NaN] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** A number as digits and a power of ten: `-1.50` is {digits: -150n, scale: 2}. Undefined where the text is no finite number. */
export interface Exact {
  digits: bigint
  scale: number
}

export function exactOf(text: string): Exact | undefined {
  const [, sign, whole, fraction = '', exponent = '0'] = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text.trim()) ?? []
  if (whole === undefined) return undefined
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n)
  const scale = fraction.length - Number(exponent)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

/** Whether |a − b| ≤ share × |b|, without rounding anything. */
export function liesWithin(a: Exact, b: Exact, share: number): boolean {
  const exactShare = exactOf(String(share)) ?? { digits: 0n, scale: 0 }
  const scale = Math.max(a.scale, b.scale)
  const [left, right] = [raise(a, scale), raise(b, scale)]
  const difference = absolute(left - right) * 10n ** BigInt(exactShare.scale)
  return difference <= absolute(right) * exactShare.digits
}

const raise = ({ digits, scale }: Exact, to: number): bigint => digits * 10n ** BigInt(to - scale)
const absolute = (value: bigint): bigint => (value < 0n ? -value : value)
