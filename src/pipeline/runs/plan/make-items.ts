import { isDerived, type PlanItem } from '../../contract'
import type { DatasetFacts, World } from '../types'
import { batchesOf } from './batches'
import type { Chosen } from './chosen'
import { experienceOf, type Experience } from './estimate'
import { readingOf, type Planned, type Reading } from './reading'

/** The items of one dataset, in the order of starting; units are numbered from `firstUnit`. */
export function makeItems<C extends Chosen, I extends PlanItem>(
  question: { facts: DatasetFacts; world: World; planned: Planned },
  chosen: readonly C[],
  firstUnit: number,
  finish: (item: PlanItem, chosen: C) => I
): I[] {
  const { facts, world, planned } = question
  const experience = experienceOf(facts)
  const reading = readingOf(facts, world, experience, planned)
  const items: I[] = []
  // A derived partition reads for itself, whatever its unit.
  const own = isDerived(facts.spec) ? reading(chosen) : undefined
  const sizes = own?.map(({ size }) => size)
  batchesOf(facts, chosen, sizes).forEach((batch, index) => {
    const readings = own?.slice(items.length, items.length + batch.length) ?? reading(batch)
    batch.forEach((one, at) => items.push(finish(itemOf(facts, one, firstUnit + index, readings[at], experience), one)))
  })
  return items
}

/** Fields that may be absent are set afterwards: spread into it, they would take longer than all the rest of a large plan. */
function itemOf(
  { spec, partitions }: DatasetFacts,
  { dt, why, state }: Chosen,
  unit: number,
  reading: Reading | undefined,
  experience: Experience
): PlanItem {
  const now = partitions.get(dt)
  // What is written is told by what is there now, or else by the middle one of the dataset's partitions.
  const written = now ?? experience.written()
  const item: PlanItem = {
    dataset: spec.name,
    dt,
    why,
    unit,
    rowsNow: now?.rows ?? 0,
    bytesNow: now?.bytes ?? 0,
    readRows: reading?.rows ?? null,
    readBytes: reading?.bytes ?? null,
    writeRows: written.rows,
    writeBytes: written.bytes,
    seconds: experience.seconds?.median ?? null
  }
  if (state !== undefined) item.state = state
  if (now?.digest !== undefined) item.digestNow = now.digest
  return item
}
