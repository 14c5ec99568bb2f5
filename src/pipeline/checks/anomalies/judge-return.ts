/** A large change of an entity's value from one of its dates to the next, with what stands around it. */
export interface ReturnFacts {
  entity: string
  date: string
  before: string
  value: number
  previous: number
  /** value / previous − 1. */
  change: number
  /** Of the entity's own changes before it. */
  median: number
  mad: number
  meanDeviation: number
  /** How many those are. */
  history: number
  /** The last date before it on which any entity has a value. */
  marketBefore: string
  /** Median change of all entities on the date. */
  market: number
  /** The entity's first date among those that were looked at, and the first of all. */
  first: string
  since: string
}

export interface ReturnRules {
  threshold: number
  minReturn: number
  /** Undefined where the dataset does not say it. */
  basis: 'traded' | 'adjusted' | undefined
  /** Prices of the KRX: none moves by more than 30 % on a day. */
  krx: boolean
}

/** split: as traded, and a whole ratio · unadjusted: the same in prices that should have been adjusted for it · limit: at the day's limit · beyond: above it. */
export type ReturnNote = 'split' | 'listing' | 'unadjusted' | 'limit' | 'beyond'

export interface JudgedReturn extends ReturnFacts {
  /** Null where too little came before it, or where that does not move at all. */
  z: number | null
  unusual: boolean
  note: ReturnNote | undefined
}

const FEWEST_RETURNS = 8
const RATIOS = [2, 3, 4, 5, 8, 10, 20, 25, 40, 50, 100]
const SPLIT_WITHIN = 0.03
/** Ticks round the limit of 30 % down, by most for the cheapest shares; an adjustment rounds it up as well. */
const LIMIT = { from: 0.285, to: 0.31 }

/** Unusual: further than `minReturn`, and than the entity's own changes before it lead to expect; not where its kind of price explains it. */
export function judgeReturn(facts: ReturnFacts, rules: ReturnRules): JudgedReturn {
  const z = zOf(facts)
  const far = Math.abs(facts.change) >= rules.minReturn
  if (facts.history < FEWEST_RETURNS) return { ...facts, z: null, unusual: false, note: isNew(facts) ? 'listing' : undefined }
  const note = noteOf(facts, rules)
  const unusual = far && (z === null || Math.abs(z) > rules.threshold) && note !== 'split'
  return { ...facts, z, unusual, note }
}

const isNew = ({ first, since }: ReturnFacts): boolean => first > since

function zOf({ change, median, mad, meanDeviation }: ReturnFacts): number | null {
  if (mad > 0) return (0.6745 * (change - median)) / mad
  return meanDeviation > 0 ? (change - median) / (1.253314 * meanDeviation) : null
}

function noteOf(facts: ReturnFacts, { basis, krx }: ReturnRules): ReturnNote | undefined {
  const size = Math.abs(facts.change)
  if (isSplitLike(facts)) {
    if (basis === 'traded') return 'split'
    if (basis === 'adjusted') return 'unadjusted'
  }
  if (!krx || size < LIMIT.from) return undefined
  if (size <= LIMIT.to) return 'limit'
  // After a gap in its own trading a change is of several days, and no day's limit holds it.
  return facts.before === facts.marketBefore ? 'beyond' : undefined
}

/** A whole ratio or its inverse, after what the market did on that day. */
export function isSplitLike({ change, market }: Pick<ReturnFacts, 'change' | 'market'>): boolean {
  const ratio = (1 + change) / (1 + market)
  return RATIOS.some((n) => Math.abs(ratio / n - 1) <= SPLIT_WITHIN || Math.abs(ratio * n - 1) <= SPLIT_WITHIN)
}
