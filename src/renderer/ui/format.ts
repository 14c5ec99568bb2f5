const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** 1566585 → `1,566,585`; bigints too. */
export const formatCount = (value: number | bigint): string => grouped.format(value)

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/** Bytes in binary units with three significant figures: `812 B`, `9.8 MiB`, `114 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1023.95 && unit < byteUnits.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1
  return `${grouped.format(Math.floor(value)) === '0' || digits === 1 ? value.toFixed(digits) : grouped.format(value)} ${byteUnits[unit] ?? 'PiB'}`
}

/** Milliseconds as `340 ms`, `11.2 s`, `3 m 04 s`, `1 h 02 m`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** A share between 0 and 1: `5 %`, `0.13 %`; never 0 or 100 for what is not. */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.01) return '< 0.01 %'
  if (percent < 100 && percent > 99.99) return '> 99.99 %'
  return `${Number(percent.toFixed(percent < 1 ? 2 : 1))} %`
}

const units = [
  { at: 1_000_000_000_000n, word: '조' },
  { at: 100_000_000n, word: '억' },
  { at: 10_000n, word: '만' },
  { at: 1n, word: '' }
] as const

/** Won in its two largest Korean units, cut and not rounded up: 425646012345678 → `425조 6,460억원`; show the exact value beside it. */
export function formatWon(won: bigint): string {
  const amount = won < 0n ? -won : won
  const first = Math.max(
    0,
    units.findIndex(({ at }) => amount >= at)
  )
  let rest = amount
  const parts = units.slice(first, first + 2).map(({ at, word }) => {
    const whole = rest / at
    rest %= at
    return whole === 0n ? '' : `${formatCount(whole)}${word}`
  })
  return `${won < 0n ? '−' : ''}${parts.filter((part) => part !== '').join(' ') || '0'}원`
}

/** Digest for the eye: algorithm and the last eight hex digits, since a sum of few rows begins with zeros. */
export function shortDigest(digest: string): string {
  const [algorithm = '', hex = ''] = digest.split(':')
  return `${algorithm}:…${hex.slice(-8)}`
}
