import { median } from '../../lib/median'

/** Median of the earlier values, and how far the value lies from it. `z` null: they do not spread at all, and it is another value. */
export interface RobustZ {
  median: number
  z: number | null
}

/** Of a normal distribution the MAD is 0.6745 σ, the mean absolute deviation σ / 1.253314. */
const MAD_OF_SIGMA = 0.6745
const SIGMA_OF_MEAN = 1.253314
/** Differences that only the rounding of doubles makes, as a share of the median. */
const SAME = 1e-9

/**
 * The modified z-score 0.6745 (x − median) / MAD of Iglewicz and Hoaglin (1993). Where more than half of the values are the same the MAD is 0:
 * then (x − median) / (1.253314 · mean absolute deviation). Undefined without earlier values.
 */
export function robustZ(value: number, earlier: readonly number[]): RobustZ | undefined {
  const middle = median(earlier)
  if (middle === undefined) return undefined
  const distance = value - middle
  const nothing = Math.abs(middle) * SAME
  if (Math.abs(distance) <= nothing) return { median: middle, z: 0 }
  const deviations = earlier.map((one) => Math.abs(one - middle))
  const mad = median(deviations) ?? 0
  if (mad > nothing) return { median: middle, z: (MAD_OF_SIGMA * distance) / mad }
  const mean = deviations.reduce((sum, one) => sum + one, 0) / deviations.length
  return { median: middle, z: mean > nothing ? distance / (SIGMA_OF_MEAN * mean) : null }
}

/** Further off than the threshold, or another value where there was only one. */
export const isUnusual = ({ z }: RobustZ, threshold: number): boolean => z === null || Math.abs(z) > threshold
