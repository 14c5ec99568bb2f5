import type { BackfillOptions, BackfillPlan, PlanFollow, PlanItem } from '../../contract'

const numbers = { rowsNow: 0, bytesNow: 0, readRows: null, readBytes: null, writeRows: null, writeBytes: null, seconds: null }

export const item = (dataset: string, dt: string, unit: number): PlanItem => ({ dataset, dt, why: 'missing', unit, ...numbers })
export const follow = (dataset: string, dt: string, unit: number, because: [string, string][]): PlanFollow => ({
  ...item(dataset, dt, unit),
  because: because.map(([name, read]) => ({ dataset: name, dt: read }))
})

/** A plan with these items, as executions are tried with. */
export function planOf(items: PlanItem[], follows: PlanFollow[] = [], options: Partial<BackfillOptions> = {}): BackfillPlan {
  return {
    hash: 'sha256:0',
    selection: { name: items[0]?.dataset ?? 'prices', only: ['missing', 'failed'] },
    options: { follow: true, ...options },
    ...{ from: items[0]?.dt ?? null, to: items.at(-1)?.dt ?? null, selected: items.length },
    ...{ basis: [], items, skip: [], follows, obstacles: [] },
    sum: { partitions: items.length, readRows: 0, readBytes: 0, writeRows: 0, writeBytes: 0, seconds: null, cost: null }
  }
}

/** Dates of August 2023, oldest first. */
export const augustDays = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `2023-08-${String(index + 1).padStart(2, '0')}`)
