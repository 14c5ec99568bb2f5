import { itemState, type BackfillItem, type ErrorData, type ItemState } from '../../../../pipeline/contract'

/** How many partitions are in each state, in the order of the states; states without one are left out. */
export function countStates(items: readonly BackfillItem[]): { state: ItemState; count: number }[] {
  const counts = new Map<ItemState, number>()
  for (const { state } of items) counts.set(state, (counts.get(state) ?? 0) + 1)
  return itemState.options.flatMap((state) => {
    const count = counts.get(state) ?? 0
    return count === 0 ? [] : [{ state, count }]
  })
}

const PARTITION = /\d{4}-\d{2}(-\d{2})?/g

export interface Trouble {
  error: ErrorData
  /** Partitions with this error (the partitions that it names do not count), without those that only follow from it. */
  items: BackfillItem[]
}

/** What went wrong, each error once with its partitions; what was skipped because of it is not an error of its own. */
export function troublesOf(items: readonly BackfillItem[]): Trouble[] {
  const troubles = new Map<string, Trouble>()
  for (const item of items) {
    if (item.error === undefined || (item.state !== 'failed' && item.state !== 'refused')) continue
    const key = `${item.error.code} ${item.error.message.replaceAll(PARTITION, '')}`
    const known = troubles.get(key) ?? { error: item.error, items: [] }
    known.items.push(item)
    troubles.set(key, known)
  }
  return [...troubles.values()]
}
