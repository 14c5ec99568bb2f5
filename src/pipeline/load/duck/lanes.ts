import type { Session } from './session'

/** Works through items with several connections at once. All come to rest before an error goes on: their connections are closed after it. */
export async function inLanes<T>(
  lanes: readonly Session[],
  items: Iterable<T>,
  work: (lane: Session, item: T) => Promise<void>
): Promise<void> {
  const queue = items[Symbol.iterator]()
  let failed = false
  const run = async (lane: Session): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) {
      if (failed) return
      await work(lane, next.value)
    }
  }
  const stopOthers = (error: unknown): never => {
    failed = true
    throw error
  }
  const outcomes = await Promise.allSettled(lanes.map((lane) => run(lane).catch(stopOthers)))
  const broken = outcomes.find((outcome) => outcome.status === 'rejected')
  if (broken !== undefined) throw broken.reason
}
