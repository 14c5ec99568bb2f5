/** Returns by plain code, for comparison: nothing here is of what is tested. */
export interface PlainReturn {
  entity: string
  date: string
  change: number
  z: number | null
  split: boolean
  history: number
}

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

/** 0.6745 (x − median) / MAD, else by the mean deviation; null where nothing moves. */
export function plainZ(value: number, earlier: readonly number[]): number | null {
  const centre = middle(earlier)
  if (value === centre) return 0
  const off = earlier.map((one) => Math.abs(one - centre))
  if (middle(off) > 0) return (0.6745 * (value - centre)) / middle(off)
  const mean = off.reduce((sum, one) => sum + one, 0) / off.length
  return mean > 0 ? (value - centre) / (1.253314 * mean) : null
}

const RATIOS = [2, 3, 4, 5, 8, 10, 20, 25, 40, 50, 100].flatMap((n) => [n, 1 / n])

interface Change {
  entity: string
  date: string
  change: number
  before: number[]
}

/** All changes of at least 15 %, each judged by the 60 changes before it. `rows`: entity, date, value. */
export function plainReturns(rows: readonly (readonly [string, string, number])[]): PlainReturn[] {
  const onDate = new Map<string, number[]>()
  const large: Change[] = []
  for (const [entity, own] of grouped(rows)) {
    const changes: number[] = []
    own.forEach(([date, value], index) => {
      const previous = own[index - 1]?.[1] ?? 0
      if (previous === 0) return
      const change = value / previous - 1
      if (Math.abs(change) >= 0.15) large.push({ entity, date, change, before: changes.slice(-60) })
      changes.push(change)
      const others = onDate.get(date) ?? []
      others.push(change)
      onDate.set(date, others)
    })
  }
  return large.map(({ entity, date, change, before }) => {
    const ratio = (1 + change) / (1 + middle(onDate.get(date) ?? []))
    return {
      ...{ entity, date, change, history: before.length },
      z: before.length < 8 ? null : plainZ(change, before),
      split: RATIOS.some((one) => Math.abs(ratio / one - 1) <= 0.03)
    }
  })
}

function grouped(rows: readonly (readonly [string, string, number])[]): Map<string, [string, number][]> {
  const byEntity = new Map<string, [string, number][]>()
  for (const [entity, date, value] of rows) {
    const own = byEntity.get(entity) ?? []
    own.push([date, value])
    byEntity.set(entity, own)
  }
  for (const own of byEntity.values()) own.sort((a, b) => (a[0] < b[0] ? -1 : 1))
  return byEntity
}
