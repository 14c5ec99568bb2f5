import { join } from 'node:path'
import type { CheckSpec } from '../../contract'
import { asOf, within } from '../../load/as-of'
import type { MeasureRequest } from '../../load/measure-api'
import { partitionsOf } from '../../lake/partitions'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import { pendingOf } from '../backfills/unit/derive-inputs'
import type { StagedUnit } from '../backfills/review/staged-files'
import type { Services } from '../services'

/**
 * Files of the datasets that checks look at, of the partitions that they look at for `dts`; `pending`: as the same backfill has staged them.
 * Datasets without a table are left out.
 */
export async function othersOf(
  services: Services,
  checks: readonly CheckSpec[],
  dts: readonly string[],
  pending: readonly StagedUnit[] = []
): Promise<MeasureRequest['others']> {
  const looking = checks.flatMap((check) => (check.kind === 'reference' || check.kind === 'reconcile' ? [check] : []))
  const names = [...new Set(looking.map(({ dataset }) => dataset))]
  const found = await Promise.all(
    names.map(async (name) => {
      const snapshot = await services.table(name).snapshot()
      const fresh = pendingOf(pending, name)
      const schema = pending.findLast((unit) => unit.dataset === name && fresh.size > 0)?.staged.schema ?? snapshot?.schema
      if (schema === undefined) return []
      const there = snapshot === undefined ? [] : [...partitionsOf(snapshot).values()]
      const rows = new Map(there.map(({ dt, rows: count }) => [dt, count]))
      for (const [dt, { partition }] of fresh) rows.set(dt, partition.rows)
      const all = [...rows].map(([dt, count]) => ({ dt, rows: count })).sort((a, b) => (a.dt < b.dt ? -1 : 1))
      const filesAt = (dt: string): Promise<string[]> | string[] => {
        const own = fresh.get(dt)
        return own === undefined
          ? localPaths(services.store, name, filesOf(snapshot, dt))
          : own.partition.files.map(({ path }) => join(own.folder, path))
      }
      const own = looking.filter(({ dataset }) => dataset === name)
      const whole = own.some((check) => check.kind === 'reference' && !check.asOf)
      const needed = new Set(whole ? all : dts.flatMap((dt) => [...within(all, dt), ...(asOf(all, dt) ? [asOf(all, dt)] : [])]))
      const partitions = all.filter((one) => needed.has(one)).map(async ({ dt }) => ({ dt, files: await filesAt(dt) }))
      return [[name, { schema, partitions: await Promise.all(partitions) }] as const]
    })
  )
  return Object.fromEntries(found.flat())
}
