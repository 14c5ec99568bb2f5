import type { WorkspaceInfo } from '../contract'
import { MemoryVault } from '../connect/memory-vault'
import { openTable } from '../lake/delta-table'
import { openFolderStore } from '../lake/folder-store'
import type { DeltaTable } from '../lake/table'
import type { StateStore } from '../store'
import { announceChanges } from './announce-changes'
import { BackfillService } from './backfills/lifecycle/backfill-service'
import { ConnectionFiles, VariablesStore } from './connections'
import { FanOutValues } from './collect/fan-out-values'
import { Quotas } from './collect/quotas'
import { DatasetFiles } from './dataset-files'
import { Deliveries } from './deliver/deliveries'
import { ShareDesk } from './deliver/shares'
import { EventBus } from './event-bus'
import { Incidents } from './incidents'
import { ReferenceCache } from './facts/references'
import { JobRegistry } from './jobs/registry'
import type { EngineHost } from './ports'
import { ResultRegistry } from './results'
import type { Services } from './services'
import { createWorkerPool } from './worker-pool/pool'
import type { Workspace } from './workspace'

export type BuiltServices = Services & { pool: ReturnType<typeof createWorkerPool> }

/** Everything that handlers and jobs work with. */
export async function buildServices(host: EngineHost, workspace: Workspace, state: StateStore): Promise<BuiltServices> {
  const { clock, logger } = host
  const store = await openFolderStore(workspace.lake)
  const tables = new Map<string, DeltaTable>()
  const table = (name: string): DeltaTable => {
    const known = tables.get(name) ?? openTable(store, name, clock, host.appVersion)
    tables.set(name, known)
    return known
  }
  const jobs = new JobRegistry(state.jobs, clock, logger.child('jobs'))
  const events = new EventBus()
  announceChanges(jobs, events)
  const pool = createWorkerPool((role) => host.spawnWorker(role), logger.child('workers'))
  const datasets = new DatasetFiles(workspace.datasets)
  const services: BuiltServices = {
    clock,
    logger,
    workspace,
    info: infoOf(host, workspace),
    state,
    store,
    pool,
    jobs,
    events,
    results: new ResultRegistry(clock),
    datasets,
    connections: new ConnectionFiles(workspace.connections),
    variables: new VariablesStore(workspace.root),
    secrets: host.secrets ?? new MemoryVault(),
    profileChosen: (profile) => host.profileChosen?.(profile),
    table,
    forgetTable: (name) => tables.delete(name),
    busy: new Map(),
    inFlight: new Map(),
    active: new Map(),
    references: new ReferenceCache(pool),
    backfills: new BackfillService(() => services),
    incidents: new Incidents(() => services, { state, clock }),
    quotas: new Quotas(state, clock),
    fanOuts: new FanOutValues({ table, store, pool }),
    shares: new ShareDesk({ state, clock, events, datasets }),
    deliveries: new Deliveries(() => services)
  }
  return services
}

const infoOf = (host: EngineHost, { id, title, root, lake, simulated }: Workspace): WorkspaceInfo => ({
  ...{ id, title, root, lake, simulated },
  appVersion: host.appVersion,
  readOnly: false,
  host: host.kind
})
