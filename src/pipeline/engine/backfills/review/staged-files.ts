import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { checkResult, type CheckResult } from '../../../contract'
import { readTextIfExists, writeFileAtomic } from '../../../lib/atomic-file'
import type { StagedLoad } from '../../../load/worker-api'
import { stagedLoad } from '../../worker-pool/schemas'
import type { Services } from '../../services'

/** What one unit staged: nothing of it is in the lake yet. `baseVersion`: of the table that it was compared with. */
export interface StagedUnit {
  run: string
  dataset: string
  baseVersion: number | null
  /** Table version that last changed each partition then; absent where it was not there. */
  changedIn: Record<string, number>
  staged: StagedLoad
  markers: Record<string, number>
  /** What the dataset's checks said, by partition: told once it is published. */
  checks?: Record<string, CheckResult[]> | undefined
  /** The folder that holds its files. */
  folder: string
}

/** Without the folder, which is another one once the workspace was copied or moved. */
export type KeptUnit = Omit<StagedUnit, 'folder'>

const keptUnit: z.ZodType<KeptUnit> = z.object({
  run: z.string(),
  dataset: z.string(),
  baseVersion: z.number().int().nullable(),
  changedIn: z.record(z.string(), z.number().int()),
  staged: stagedLoad,
  markers: z.record(z.string(), z.number()),
  checks: z.record(z.string(), z.array(checkResult)).optional()
})

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 3 })

const rootOf = ({ workspace }: Pick<Services, 'workspace'>): string => join(workspace.state, 'staged')

/** Staged units of backfills, `.penstock/staged/<backfill>/<run>.json`; their data files lie in the lake's staging corner. */
export class StagedFiles {
  constructor(private readonly given: () => Pick<Services, 'workspace' | 'store'>) {}

  private get services(): Pick<Services, 'workspace' | 'store'> {
    return this.given()
  }

  /** The folder into which a unit stages, apart from those that end with their run. */
  folder(dataset: string, backfill: string, run: string): Promise<string> {
    return this.services.store.stagingFolder(dataset, `review-${backfill}-${run}`)
  }

  async keep(backfill: string, unit: KeptUnit): Promise<void> {
    const folder = join(rootOf(this.services), backfill)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFileAtomic(join(folder, `${unit.run}.json`), JSON.stringify(unit))
  }

  async of(backfill: string): Promise<StagedUnit[]> {
    const folder = join(rootOf(this.services), backfill)
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
    const texts = await Promise.all(names.map((name) => readTextIfExists(join(folder, name))))
    const kept = texts.flatMap((text) => (text === undefined ? [] : [keptUnit.parse(JSON.parse(text))]))
    return Promise.all(kept.map(async (unit) => ({ ...unit, folder: await this.folder(unit.dataset, backfill, unit.run) })))
  }

  /** Forgets what one run staged, also where it ended before it could say so. */
  async dropRun(backfill: string, dataset: string, run: string): Promise<void> {
    await remove(join(rootOf(this.services), backfill, `${run}.json`))
    await remove(await this.folder(dataset, backfill, run))
  }

  /** Removes what was staged, published or not. */
  async drop(backfill: string): Promise<void> {
    const units = await this.of(backfill)
    await Promise.all(units.map(({ folder }) => remove(folder)))
    await remove(join(rootOf(this.services), backfill))
  }

  /** Forgets the units of backfills that have ended; `active` are the others. */
  async sweep(active: ReadonlySet<string>): Promise<void> {
    const left = (await readdir(rootOf(this.services)).catch(() => [])).filter((backfill) => !active.has(backfill))
    await Promise.all(left.map((backfill) => this.drop(backfill)))
  }
}
