import type { InputRef } from '../../contract'
import type { CurrentTable } from '../worker-api'
import type { PartitionRange } from './partitions'
import { dayOfLabel } from './partition-date'
import type { Session } from './session'
import type { FileSpan } from './source-table'
import { numberOf, textOf } from './row'

/** Which input (by its place in `inputs`) each file came from: members of an archive are named `archive!member`. */
export function inputOfSpans(spans: readonly FileSpan[], inputs: readonly InputRef[]): number[] {
  const byName = new Map(inputs.map(({ name }, index) => [name, index]))
  return spans.map(({ input: { file } }) => {
    let name = file.name
    for (;;) {
      const found = byName.get(name)
      if (found !== undefined) return found
      const cut = name.lastIndexOf('!')
      if (cut < 0) return 0
      name = name.slice(0, cut)
    }
  })
}

/** The inputs that gave rows to each partition, by its id; empty where there is only one that could have. */
export async function inputsByPartition(
  session: Session,
  inputs: readonly InputRef[],
  spans: readonly FileSpan[],
  range: PartitionRange,
  condition: string
): Promise<Map<string, InputRef[]>> {
  const result = new Map<string, InputRef[]>()
  const add = (dt: string, input: InputRef | undefined): void => {
    if (input !== undefined) result.set(dt, [...(result.get(dt) ?? []), input])
  }
  if (inputs.length === 1) return result
  const of = inputOfSpans(spans, inputs)
  const rows = await session.rows(
    `SELECT DISTINCT CAST(dt AS VARCHAR) AS day, file FROM source WHERE ${condition} ORDER BY day, file`
  )
  for (const row of rows) add(range.label(textOf(row, 'day')), inputs[of[numberOf(row, 'file')] ?? 0])
  return new Map([...result].map(([dt, found]) => [dt, [...new Set(found)]]))
}

/** SQL: rows of inputs that their partition holds already (mode append); undefined where there are none. */
export function seenRows(
  current: CurrentTable | undefined,
  inputs: readonly InputRef[],
  spans: readonly FileSpan[]
): string | undefined {
  const seenIn = inputs.map(
    ({ sha256 }) => current?.partitions.filter((partition) => partition.inputs.some((input) => input.sha256 === sha256)) ?? []
  )
  const of = inputOfSpans(spans, inputs)
  const conditions = spans.flatMap((_, index) => {
    const partitions = seenIn[of[index] ?? 0] ?? []
    if (partitions.length === 0) return []
    return [`file = ${index} AND list_contains([${partitions.map(({ dt }) => dayOfLabel(dt)).join(', ')}], dt)`]
  })
  return conditions.length === 0 ? undefined : conditions.map((condition) => `(${condition})`).join(' OR ')
}
