import type { PlanItem, PlanSum, SecondsEstimate } from '../../contract'
import type { World } from '../types'
import { experienceOf } from './estimate'

/** What all that runs will read, write and take; what is not known counts nothing. The embedded engine is not billed. */
export function sumOf(world: World, items: readonly PlanItem[]): PlanSum {
  const sum: PlanSum = { partitions: 0, readRows: 0, readBytes: 0, writeRows: 0, writeBytes: 0, seconds: null, cost: null }
  for (const item of items) {
    sum.partitions += 1
    sum.readRows += item.readRows ?? 0
    sum.readBytes += item.readBytes ?? 0
    sum.writeRows += item.writeRows ?? 0
    sum.writeBytes += item.writeBytes ?? 0
    if (item.requests !== undefined) sum.requests = (sum.requests ?? 0) + (item.requests ?? 0)
  }
  return { ...sum, seconds: secondsOf(world, items) }
}

/** Work, not waiting: partitions that run side by side end earlier. */
function secondsOf(world: World, items: readonly PlanItem[]): SecondsEstimate | null {
  const counts = new Map<string, number>()
  for (const { dataset } of items) counts.set(dataset, (counts.get(dataset) ?? 0) + 1)
  let sum: SecondsEstimate | null = null
  for (const [name, count] of counts) {
    const facts = world.facts.get(name)
    const one = facts === undefined ? null : experienceOf(facts).seconds
    if (one === null) continue
    const so: SecondsEstimate = sum ?? { median: 0, low: 0, high: 0, runs: 0 }
    sum = {
      median: so.median + one.median * count,
      low: so.low + one.low * count,
      high: so.high + one.high * count,
      runs: so.runs + one.runs
    }
  }
  return sum
}
