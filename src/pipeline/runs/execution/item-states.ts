import type { BackfillItem, ItemState } from '../../contract'

const finishedStates: ReadonlySet<ItemState> = new Set(['staged', 'ok', 'empty', 'failed', 'refused', 'cancelled', 'skipped'])
const badStates: ReadonlySet<ItemState> = new Set(['failed', 'refused', 'cancelled', 'skipped'])

/** Staged counts: the work is done, what is left is a decision. */
export const isFinished = ({ state }: Pick<BackfillItem, 'state'>): boolean => finishedStates.has(state)
/** Nothing can be made from it. */
export const isBad = ({ state }: Pick<BackfillItem, 'state'>): boolean => badStates.has(state)

export const itemKey = (dataset: string, dt: string): string => `${dataset}\u0000${dt}`
