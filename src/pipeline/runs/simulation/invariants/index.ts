import type { Durable } from '../durable'
import { wrongContents } from './contents'
import { incompleteHistory } from './history'
import { lostIntervals } from './intervals'
import { unexplained } from './plans'
import { publishedTwice } from './publications'
import { visibleStaged } from './staged'
import { wrongUndos } from './undos'

export { holes } from './contents'
export { notAskedAgain } from './intervals'

/** Sentences about what must not be; empty where all holds. They are told from what is left, by rules of their own. */
export function violations(durable: Durable): string[] {
  return [
    ...lostIntervals(durable),
    ...publishedTwice(durable),
    ...incompleteHistory(durable),
    ...unexplained(durable),
    ...visibleStaged(durable),
    ...wrongUndos(durable),
    ...wrongContents(durable)
  ]
}
