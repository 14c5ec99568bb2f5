import { isFinished } from './item-states'
import type { Execution } from './types'

/** Finished work, not elapsed dates: it never goes back, since what will be tried again has not finished. */
export function progressOf({ items }: Pick<Execution, 'items'>): { finished: number; total: number } {
  return { finished: items.filter(isFinished).length, total: items.length }
}
