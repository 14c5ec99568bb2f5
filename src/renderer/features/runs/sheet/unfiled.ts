import { z } from 'zod'
import type { BackfillPlan, ErrorData } from '../../../../pipeline/contract'

export interface Unfiled {
  dataset: string
  partitions: readonly string[]
}

const details = z.object({ dataset: z.string(), partitions: z.array(z.string()).min(1) })

/** The partitions of which a source has no file, where a warning is about that; undefined for other warnings. */
export function unfiledOf(warning: ErrorData): Unfiled | undefined {
  return warning.code === 'file.missing' ? details.safeParse(warning.details).data : undefined
}

/** Every partition that a plan warns of, as `dataset dt`. */
export function unfiledKeys({ warnings = [] }: Pick<BackfillPlan, 'warnings'>): Set<string> {
  return new Set(warnings.flatMap((warning) => keysOf(unfiledOf(warning))))
}

const keysOf = (unfiled: Unfiled | undefined): string[] =>
  unfiled === undefined ? [] : unfiled.partitions.map((dt) => `${unfiled.dataset} ${dt}`)
