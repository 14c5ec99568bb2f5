import type { WorkspaceInfo } from '../contract'
import type { Clock } from '../lib/clock'
import type { Logger } from '../lib/logger'
import type { ObjectStore } from '../lake/object-store'
import type { DeltaTable } from '../lake/table'
import type { SecretVault } from '../connect/vault'
import type { StateStore } from '../store'
import type { BackfillService } from './backfills/lifecycle/backfill-service'
import type { ConnectionFiles, VariablesStore } from './connections'
import type { FanOutValues } from './collect/fan-out-values'
import type { Quotas } from './collect/quotas'
import type { DatasetFiles } from './dataset-files'
import type { Deliveries } from './deliver/deliveries'
import type { ShareDesk } from './deliver/shares'
import type { EventBus } from './event-bus'
import type { Incidents } from './incidents'
import type { ReferenceCache } from './facts/references'
import type { JobRegistry } from './jobs/registry'
import type { WorkerPool } from './ports'
import type { ResultRegistry } from './results'
import type { Workspace } from './workspace'

/** Everything that handlers and jobs work with; built once by openEngine. */
export interface Services {
  clock: Clock
  logger: Logger
  workspace: Workspace
  info: WorkspaceInfo
  state: StateStore
  store: ObjectStore
  pool: WorkerPool
  jobs: JobRegistry
  events: EventBus
  results: ResultRegistry
  datasets: DatasetFiles
  connections: ConnectionFiles
  variables: VariablesStore
  /** Values of the connections' secrets; read through resolveConnection. */
  secrets: SecretVault
  /** Tells the host that another profile is to be opened. */
  profileChosen: (profile: string) => void
  /** Opened once and kept, so that its snapshots stay warm. */
  table: (name: string) => DeltaTable
  /** Its folder was moved: what is known of it no longer holds. */
  forgetTable: (name: string) => void
  /** Datasets that a load or undo is changing, with the job's id. */
  busy: Map<string, string>
  /** Partitions of each dataset that a backfill has in flight: dt → backfill id. */
  inFlight: Map<string, ReadonlyMap<string, string>>
  /** Datasets of active backfills, with the backfill's id. */
  active: Map<string, string>
  references: ReferenceCache
  backfills: BackfillService
  incidents: Incidents
  quotas: Quotas
  fanOuts: FanOutValues
  shares: ShareDesk
  deliveries: Deliveries
}
