import type { GridModel } from './slots'

/** How far each key moves in time; a month grid moves a year up and down, a calendar a week. */
const steps = {
  month: { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -12, ArrowDown: 12, PageUp: -60, PageDown: 60 },
  day: { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 },
  whole: {}
} as const satisfies Record<GridModel['grain'], Record<string, number>>

/** The place that a key leads to from `index`, kept inside the grid; undefined for keys that do not move. */
export function moveTo(model: GridModel, index: number, key: string): number | undefined {
  const last = model.slots.length - 1
  if (key === 'Home') return 0
  if (key === 'End') return last
  const byKey: Readonly<Record<string, number>> = steps[model.grain]
  const step = byKey[key]
  if (step === undefined) return undefined
  const target = index + step
  return target < 0 || target > last ? index : target
}
