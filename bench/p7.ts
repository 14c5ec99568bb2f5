import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { benchFolder } from './data'
import { writeSynced } from './disk'
import { emptyDay, emptyDays } from './empty-days'
import type { Benchmark } from './harness'
import { openLake } from './lake-engine'

const INTERVALS = 20
/** One warm-up, five rounds, and five more where the peer spread. */
const MOST_ROUNDS = 11

/** Each empty day planned, run, committed and kept in history by itself, as a schedule does; beside it a write and fsync for each. */
export const p7: Benchmark = {
  id: 'P7',
  title: `${INTERVALS} empty intervals, each planned, run, committed and kept; peer: ${INTERVALS} writes with fsync`,
  bar: `≤ 30 ms each, ${INTERVALS * 30} ms in all`,
  prepare: async () => {
    const folder = await benchFolder('p7')
    const lake = await openLake(folder, [await emptyDays(folder, INTERVALS * MOST_ROUNDS, 'empty')])
    const done = { ours: 0, peer: 0 }
    let next = 0
    return {
      ours: async () => {
        done.ours = 0
        for (const end = next + INTERVALS; next < end; next += 1) {
          const { partitions } = await lake.backfill({ name: 'empty', from: emptyDay(next), to: emptyDay(next) })
          done.ours += partitions.filter(({ state }) => state === 'empty').length
        }
      },
      peer: async () => {
        for (done.peer = 0; done.peer < INTERVALS; done.peer += 1) await writeSynced(join(folder, `floor-${done.peer}`), 1000)
      },
      fingerprint: (side) => Promise.resolve(`${done[side]} intervals`),
      clear: () => Promise.resolve(),
      dispose: async () => {
        await lake.close()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}
