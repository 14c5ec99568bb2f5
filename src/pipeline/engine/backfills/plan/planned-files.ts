import type { BackfillPlan, RunTrigger } from '../../../contract'
import type { PlannedFile, PlannedFiles } from '../../../load/worker-api'
import type { World } from '../../../runs/types'
import type { ListedFile } from '../../../load/source/source-files'

/** The files that a plan reads, as they were listed for it; undefined where its dataset has no files that could be listed. */
export function filesOfPlan({ facts }: Pick<World, 'facts'>, { selection, items }: BackfillPlan): ListedFile[] | undefined {
  const wanted = new Set(items.map(({ dt }) => dt))
  const listed = facts.get(selection.name)?.source ?? undefined
  return listed?.flatMap((file) => {
    const { path, dt } = file
    return path === undefined || (dt !== null && !wanted.has(dt)) ? [] : [{ ...file, path }]
  })
}

/** The files of a plan by partition, kept from its start to the turn of its last unit. */
export class FilesOfPlan {
  private readonly shared: PlannedFile[] = []
  private readonly own = new Map<string, PlannedFile[]>()

  constructor(files: readonly ListedFile[]) {
    for (const { path, name, bytes, modifiedMs, dt } of files) this.listOf(dt).push({ path, name, bytes, modifiedMs })
  }

  of(dts: readonly string[]): PlannedFile[] {
    return [...this.shared, ...dts.flatMap((dt) => this.own.get(dt) ?? [])]
  }

  private listOf(dt: string | null): PlannedFile[] {
    if (dt === null) return this.shared
    const list = this.own.get(dt) ?? []
    this.own.set(dt, list)
    return list
  }
}

interface Turn {
  dts: readonly string[]
  /** Every file of these partitions is to be read. */
  whole: boolean
  trigger: RunTrigger
  /** Why the last attempt at them failed. */
  last: string | undefined
}

/**
 * What a unit has to find. Where a person started it, the plan holds: what changed since is refused, but not where the dataset asks to try
 * again, which hopes for another source. Nobody was shown the plan of a schedule: that reads what is there, and says so.
 */
export function plannedFor(files: FilesOfPlan | undefined, { dts, whole, trigger, last }: Turn): PlannedFiles | undefined {
  if (files === undefined) return undefined
  return { files: files.of(dts), whole, mustHold: trigger === 'person' && (last === undefined || last === 'cancelled') }
}
