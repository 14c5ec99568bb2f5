import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  backfillResult,
  datasetSpec,
  type BackfillResult,
  type BackfillSelection,
  type DatasetSpecInput
} from '../src/pipeline/contract'
import { DatasetFiles } from '../src/pipeline/engine/dataset-files'
import { openEngine } from '../src/pipeline/engine/engine'
import { connectTo, type TestClient } from '../src/pipeline/engine/testing/client'
import { nodeHost } from '../src/pipeline/engine/testing/node-host'
import { createWorkspace } from '../src/pipeline/engine/workspace'

/** A whole engine with its worker processes on a workspace of its own. */
export interface BenchLake {
  /** The folder of a dataset's table. */
  table(name: string): string
  save(spec: DatasetSpecInput): Promise<void>
  /** Plans, starts with the plan's hash, and waits until it has ended; throws where a partition went wrong. */
  backfill(selection: Omit<BackfillSelection, 'only'>, only?: BackfillSelection['only']): Promise<BackfillResult>
  /** Newest version of a dataset's table; null where nothing was committed. */
  version(name: string): Promise<number | null>
  close(): Promise<void>
}

export async function openLake(folder: string, specs: readonly DatasetSpecInput[]): Promise<BenchLake> {
  await mkdir(folder, { recursive: true })
  const { workspace } = await createWorkspace(join(folder, 'ws'))
  const files = new DatasetFiles(workspace.datasets)
  for (const spec of specs) await files.save(datasetSpec.parse(spec), false)
  const engine = await openEngine(nodeHost(resolve('.cache/bench/worker.js')).host, { workspace: workspace.root })
  const client = connectTo(engine)
  return {
    table: (name) => join(workspace.lake, name),
    save: async (spec) => {
      const replace = false
      await client.call('datasets.save', { spec: datasetSpec.parse(spec), replace, clientRequestId: randomUUID() })
    },
    backfill: (selection, only = ['missing', 'failed']) => run(client, { ...selection, only }),
    version: async (name) => (await client.call('datasets.list', {})).find((dataset) => dataset.name === name)?.version ?? null,
    close: () => engine.close()
  }
}

async function run(client: TestClient, selection: BackfillSelection): Promise<BackfillResult> {
  const { hash } = await client.call('backfills.plan', { selection })
  const { job } = await client.call('backfills.start', { selection, hash, clientRequestId: randomUUID() })
  const ended = await client.ended(job)
  const result = backfillResult.parse(ended.result)
  if (result.state !== 'done')
    throw new Error(`${selection.name}: ${result.state}, ${JSON.stringify(result.partitions.find(({ error }) => error))}`)
  return result
}
