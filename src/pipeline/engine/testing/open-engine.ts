import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { datasetSpec, type DatasetSpecInput } from '../../contract'
import { DatasetFiles } from '../dataset-files'
import { openEngine, type Engine } from '../engine'
import type { EngineHost } from '../ports'
import { createWorkspace, type Workspace } from '../workspace'
import { nodeHost } from './node-host'
import { tempFolder } from './temp'

/** A new workspace beside a folder for sources, with the given datasets. */
export async function newWorkspace(
  specs: (folder: string) => DatasetSpecInput[] = () => []
): Promise<{ workspace: Workspace; folder: string }> {
  const folder = await tempFolder()
  const { workspace } = await createWorkspace(join(folder, 'ws'))
  const files = new DatasetFiles(workspace.datasets)
  for (const spec of specs(folder)) await files.save(datasetSpec.parse(spec), false)
  return { workspace, folder }
}

/** An engine that is closed after the test. Without a worker's path it has no workers: enough for all that reads no data. */
export async function engineOn(workspace: Workspace, host: EngineHost = withoutWorkers()): Promise<Engine> {
  const engine = await openEngine(host, { workspace: workspace.root })
  onTestFinished(() => engine.close())
  return engine
}

const withoutWorkers = (): EngineHost => ({
  ...nodeHost('').host,
  spawnWorker: () => Promise.reject(new Error('no workers here'))
})
