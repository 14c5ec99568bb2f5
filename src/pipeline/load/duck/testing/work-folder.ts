import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { sourcedSpec, type DatasetSpecInput } from '../../../contract'
import type { CurrentTable, StagedLoad, StageRequest, WorkContext, WorkProgress } from '../../worker-api'
import { check, stage } from '../stage'

export type StageOptions = Partial<Pick<StageRequest, 'from' | 'to' | 'only' | 'intervals' | 'again' | 'current' | 'now' | 's3'>>
export type SpecDraft = Omit<DatasetSpecInput, 'format' | 'name'> & { name?: string }

/** A folder for sources, scratch and staged files, and loads of them; `dispose` removes all. */
export class WorkFolder {
  private count = 0

  private constructor(readonly root: string) {}

  static async make(): Promise<WorkFolder> {
    return new WorkFolder(await mkdtemp(join(tmpdir(), 'penstock-load-')))
  }

  async dispose(): Promise<void> {
    await rm(this.root, { recursive: true, force: true })
  }

  async put(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.root, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    return path
  }

  request(draft: SpecDraft, options: StageOptions = {}): StageRequest {
    const work = join(this.root, `work-${++this.count}`)
    return {
      spec: sourcedSpec.parse({ name: 'tried', ...draft, format: 1 }),
      workspaceRoot: this.root,
      runId: `run-${this.count}`,
      again: false,
      current: undefined,
      scratch: join(work, 'scratch'),
      staging: join(work, 'staging'),
      ...options
    }
  }

  async stage(draft: SpecDraft, options: StageOptions = {}): Promise<Loaded> {
    const request = this.request(draft, options)
    await mkdir(request.scratch, { recursive: true })
    await mkdir(request.staging, { recursive: true })
    const staged = await stage(request, quiet())
    return { staged, staging: request.staging, current: after(staged, request, options.current) }
  }

  async check(draft: SpecDraft): ReturnType<typeof check> {
    const request = this.request(draft)
    await mkdir(request.scratch, { recursive: true })
    return check(request, quiet())
  }
}

export interface Loaded {
  staged: StagedLoad
  staging: string
  /** The table as it would be after the commit. */
  current: CurrentTable
}

export const quiet = (progress: (update: WorkProgress) => void = () => undefined): WorkContext => ({
  signal: new AbortController().signal,
  progress
})

function after(staged: StagedLoad, { staging }: StageRequest, before: CurrentTable | undefined): CurrentTable {
  const partitions = new Map((before?.partitions ?? []).map((partition) => [partition.dt, partition]))
  for (const { dt, rows, digest, change, files } of staged.partitions) {
    if (change === 'unchanged') continue
    const inputs = files.flatMap((file) => file.inputs)
    partitions.set(dt, { dt, rows, digest, files: files.map(({ path }) => join(staging, path)), inputs })
  }
  return { schema: staged.schema, schemaId: staged.schemaId, partitions: [...partitions.values()] }
}

/** Absolute paths of all staged data files. */
export const pathsOf = ({ staged, staging }: Loaded): string[] =>
  staged.partitions.flatMap(({ files }) => files.map(({ path }) => join(staging, path)))
