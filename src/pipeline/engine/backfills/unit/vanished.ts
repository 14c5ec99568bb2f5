import type { BackfillPlan } from '../../../contract'
import { AppError } from '../../../lib/errors'
import type { StagedLoad } from '../../../load/worker-api'
import type { UnitWork } from '../../../runs/execution'

/** `file.missing` where files that were planned to be read are gone by the unit's turn: that is no empty interval. */
export function refuseVanished(plan: BackfillPlan, { dataset, dts }: UnitWork, { inputs }: StagedLoad): void {
  // A plan tells the bytes of whole partitions: of one interval alone nobody knows whether a file was there.
  if (inputs.length > 0 || (plan.selection.interval !== undefined && plan.selection.name === dataset)) return
  const own = new Set(dts)
  const planned = plan.items.filter((item) => item.dataset === dataset && own.has(item.dt) && (item.readBytes ?? 0) > 0)
  const [first] = planned
  if (first === undefined) return
  throw new AppError('file.missing', `The files of ${dataset} ${first.dt} were there when this was planned, and are gone.`, {
    hint: 'Bring them back, then run it again; nothing was changed.',
    details: { dataset, partitions: planned.map(({ dt }) => dt) }
  })
}
