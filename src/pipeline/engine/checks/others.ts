import type { CheckSpec } from '../../contract'
import { asOf, within } from '../../load/as-of'
import type { MeasureRequest } from '../../load/measure-api'
import { partitionsOf } from '../../lake/partitions'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'

/** Files of the datasets that checks look at, of the partitions that they look at for `dts`. Datasets without a table are left out. */
export async function othersOf(
  services: Services,
  checks: readonly CheckSpec[],
  dts: readonly string[]
): Promise<MeasureRequest['others']> {
  const looking = checks.flatMap((check) => (check.kind === 'reference' || check.kind === 'reconcile' ? [check] : []))
  const names = [...new Set(looking.map(({ dataset }) => dataset))]
  const found = await Promise.all(
    names.map(async (name) => {
      const snapshot = await services.table(name).snapshot()
      if (snapshot === undefined) return []
      const all = [...partitionsOf(snapshot).values()]
      const own = looking.filter(({ dataset }) => dataset === name)
      const whole = own.some((check) => check.kind === 'reference' && !check.asOf)
      const needed = new Set(whole ? all : dts.flatMap((dt) => [...within(all, dt), ...(asOf(all, dt) ? [asOf(all, dt)] : [])]))
      const partitions = all
        .filter((one) => needed.has(one))
        .map(async ({ dt }) => ({ dt, files: await localPaths(services.store, name, filesOf(snapshot, dt)) }))
      return [[name, { schema: snapshot.schema, partitions: await Promise.all(partitions) }] as const]
    })
  )
  return Object.fromEntries(found.flat())
}
