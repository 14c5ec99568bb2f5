import { rm } from 'node:fs/promises'
import { benchFolder } from './data'
import { dagsterMissing, startDagster } from './dagster'
import { emptyDay, emptyDays } from './empty-days'
import type { Benchmark } from './harness'
import { openLake } from './lake-engine'

const PARTITIONS = 100
/** One warm-up, five rounds, and five more where the peer spread. */
const MOST_ROUNDS = 11

/** A backfill of days without rows, each committed and kept in history, against Dagster's runs of an asset that does nothing. */
export const p8: Benchmark = {
  id: 'P8',
  title: `backfill ${PARTITIONS} no-op partitions; peer: Dagster, in one process`,
  bar: '≤ 0.05× (20× faster)',
  missing: dagsterMissing,
  prepare: async () => {
    const folder = await benchFolder('p8')
    const lake = await openLake(folder, [await emptyDays(folder, PARTITIONS * MOST_ROUNDS, 'empty')])
    const dagster = await startDagster()
    const seen = { ours: '', peer: '' }
    let next = 0
    return {
      ours: async () => {
        const [from, to] = [emptyDay(next), emptyDay(next + PARTITIONS - 1)]
        const { partitions } = await lake.backfill({ name: 'empty', from, to })
        next += PARTITIONS
        seen.ours = `${partitions.filter(({ state }) => state === 'empty').length} partitions`
      },
      peer: async () => {
        seen.peer = await dagster.run(PARTITIONS)
      },
      fingerprint: (side) => Promise.resolve(seen[side]),
      clear: () => Promise.resolve(),
      dispose: async () => {
        dagster.close()
        await lake.close()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}
