import type { CheckResult } from '../../contract'
import type { Services } from '../services'

/** Tells what checks said of partitions, so that incidents open, stay or close. */
export async function tellChecked(
  { incidents }: Services,
  { dataset, run }: { dataset: string; run: string | null },
  results: ReadonlyMap<string, readonly CheckResult[]>
): Promise<void> {
  for (const [dt, own] of results) await incidents.judged({ dataset, dt, run, results: own })
}
