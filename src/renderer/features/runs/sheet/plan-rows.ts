import type { BackfillPlan, PartitionState, PlanItem, SkipWhy } from '../../../../pipeline/contract'
import { unfiledKeys } from './unfiled'

/** One line of the list: a partition that runs, one that follows, or one that is left alone, each with its reason. */
export interface PlanRow {
  id: string
  does: 'run' | 'follow' | 'skip'
  dataset: string
  dt: string
  why: PlanItem['why'] | SkipWhy
  /** Of one that runs: what it is now. */
  state: PartitionState | undefined
  detail: string | undefined
  /** Its source has no file of it, as far as is known. */
  unfiled: boolean
  /** Place in the order of starting, from 1. */
  place: number | null
  rowsNow: number | null
  readBytes: number | null
  writeRows: number | null
  writeBytes: number | null
  seconds: number | null
}

/** Everything that was selected and what follows it: in the order in which it will start, then what is skipped. */
export function planRows(plan: Pick<BackfillPlan, 'items' | 'follows' | 'skip' | 'warnings'>): PlanRow[] {
  const unfiled = unfiledKeys(plan)
  const started = [
    ...plan.items.map((item) => ({ ...line('run', item), unfiled: unfiled.has(`${item.dataset} ${item.dt}`) })),
    ...plan.follows.map((item) => line('follow', item, item.because.map(({ dataset, dt }) => `${dataset} ${dt}`).join(', ')))
  ]
  return [...started.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0)), ...plan.skip.map(skipped)]
}

function line(does: 'run' | 'follow', item: PlanItem, detail?: string): PlanRow {
  const { dataset, dt, why, state, unit, rowsNow, readBytes, writeRows, writeBytes, seconds } = item
  const id = `${does} ${dataset} ${dt}`
  const amounts = { rowsNow, readBytes, writeRows, writeBytes, seconds }
  return { id, does, dataset, dt, why, state, detail, unfiled: false, place: unit + 1, ...amounts }
}

const skipped = ({ dataset, dt, why, detail }: BackfillPlan['skip'][number]): PlanRow => ({
  ...{ id: `skip ${dataset} ${dt}`, does: 'skip', dataset, dt, why, state: undefined, detail, unfiled: false, place: null },
  ...{ rowsNow: null, readBytes: null, writeRows: null, writeBytes: null, seconds: null }
})
