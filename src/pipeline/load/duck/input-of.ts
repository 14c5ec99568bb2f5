import type { InputRef } from '../../contract'
import type { CurrentTable } from '../worker-api'
import type { PartitionRange } from './partitions'
import { dayOfLabel } from './partition-date'
import type { Session } from './session'
import type { FileSpan } from './source-table'

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

/** The inputs that gave rows to each partition, by its id. */
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
  if (inputs.length === 1) {
    for (const { day } of await session.rows(`SELECT DISTINCT CAST(dt AS VARCHAR) AS day FROM source WHERE ${condition}`)) {
      add(range.label(String(day)), inputs[0])
    }
    return result
  }
  const starts = inputOfSpans(spans, inputs).map((input, index) => `(${spans[index]?.from ?? 0}, ${input})`)
  if (starts.length === 0) return result
  const rows = await session.rows(
    `SELECT DISTINCT CAST(dt AS VARCHAR) AS day, input FROM (SELECT dt, rowid AS id FROM source WHERE ${condition}) AS good ` +
      `ASOF JOIN (VALUES ${starts.join(', ')}) AS spans(start, input) ON good.id >= spans.start ORDER BY day, input`
  )
  for (const { day, input } of rows) add(range.label(String(day)), inputs[Number(input)])
  return result
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
  const conditions = spans.flatMap(({ from, to }, index) => {
    const partitions = seenIn[of[index] ?? 0] ?? []
    if (partitions.length === 0) return []
    return [`rowid >= ${from} AND rowid < ${to} AND dt IN (${partitions.map(({ dt }) => dayOfLabel(dt)).join(', ')})`]
  })
  return conditions.length === 0 ? undefined : conditions.map((condition) => `(${condition})`).join(' OR ')
}
