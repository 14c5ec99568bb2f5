import type { PlanFollow, PlanItem } from '../../contract'
import type { DatasetFacts, PartitionFacts, World } from '../types'
import { batchesOf } from './batches'
import type { Chosen } from './chosen'
import { experienceOf, type Experience } from './estimate'
import { readingOf, type Planned, type Reading } from './reading'

/** The items of one dataset, in the order of starting; units are numbered from `firstUnit`. */
export function makeItems(
  facts: DatasetFacts,
  world: World,
  chosen: readonly Chosen[],
  planned: Planned,
  firstUnit: number
): (PlanItem & Partial<PlanFollow>)[] {
  const experience = experienceOf(facts)
  const reading = readingOf(facts, world, experience, planned)
  return batchesOf(facts, chosen).flatMap((batch, index) => {
    const readings = reading(batch)
    return batch.map((one, at) => itemOf(facts, one, firstUnit + index, readings[at], experience))
  })
}

function itemOf(
  facts: DatasetFacts,
  { dt, why, because }: Chosen,
  unit: number,
  reading: Reading | undefined,
  experience: Experience
): PlanItem & Partial<PlanFollow> {
  const item: PlanItem = {
    ...{ dataset: facts.spec.name, dt, why, unit },
    ...amountsOf(facts.partitions.get(dt), experience),
    readRows: reading?.rows ?? null,
    readBytes: reading?.bytes ?? null,
    seconds: experience.seconds?.median ?? null
  }
  return because === undefined ? item : { ...item, because }
}

/** What is written is told by what is there now, or else by the middle one of the dataset's partitions. */
function amountsOf(
  now: PartitionFacts | undefined,
  { rows, bytes }: Experience
): Pick<PlanItem, 'rowsNow' | 'bytesNow' | 'writeRows' | 'writeBytes'> {
  if (now === undefined) return { rowsNow: 0, bytesNow: 0, writeRows: rows, writeBytes: bytes }
  return { rowsNow: now.rows, bytesNow: now.bytes, writeRows: now.rows, writeBytes: now.bytes }
}
