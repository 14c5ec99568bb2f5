import { AppError } from '../lib/errors'
import type { Actions, AddAction, MetaDataAction, ProtocolAction, RemoveAction, TxnAction } from './actions'
import { decodePath } from './paths'
import { refuseUnreadable } from './protocol'
import { readSchema } from './schema'
import { schemaIdOf } from './schema-id'
import { addedIn, readFile } from './table-files'
import type { Snapshot, TableFile, TableSchema } from './types'

/** Everything that the log says at one version. Never changed once made. */
export interface TableState {
  readonly snapshot: Snapshot
  readonly protocol: ProtocolAction
  readonly metaData: MetaDataAction
  /** By path; the same keys as snapshot.files. */
  readonly adds: ReadonlyMap<string, AddAction>
  readonly txns: ReadonlyMap<string, TxnAction>
  /** Removed files by path, until they are added again. */
  readonly removed: ReadonlyMap<string, RemoveAction>
}

/** Folds commits, oldest first, into the state after them; starts from nothing, a checkpoint or an earlier state, and ends with state(). */
export class Fold {
  private readonly adds: Map<string, AddAction>
  private readonly files: Map<string, TableFile>
  private readonly txns: Map<string, TxnAction>
  private readonly removed: Map<string, RemoveAction>
  private readonly changedIn: Map<string, number>
  private protocol: ProtocolAction | undefined
  private metaData: MetaDataAction | undefined
  private version: number
  private committedAt: number

  constructor(
    private readonly table: string,
    private readonly from?: TableState
  ) {
    this.adds = new Map(from?.adds)
    this.files = new Map(from?.snapshot.files)
    this.txns = new Map(from?.txns)
    this.removed = new Map(from?.removed)
    this.changedIn = new Map(from?.snapshot.changedIn)
    this.protocol = from?.protocol
    this.metaData = from?.metaData
    this.version = from?.snapshot.version ?? -1
    this.committedAt = from?.snapshot.committedAt ?? 0
  }

  /**
   * A whole table as a checkpoint of `version` has it; only on an empty fold. `changedIn` tells for files that others wrote, which carry
   * no version of ours, in which one they were added.
   */
  checkpoint(version: number, actions: Actions, committedAt: number, changedIn: ReadonlyMap<string, number>): this {
    this.take(version, actions, committedAt)
    for (const [path, add] of this.adds) this.note(this.files.get(path)?.dt, addedIn(add) ?? changedIn.get(add.path) ?? version)
    return this
  }

  /** The next commit. `committedAt` (ms) counts where the commit does not say when it was made. */
  commit(version: number, actions: Actions, committedAt: number): this {
    const touched = this.take(version, actions, actions.commitInfo?.timestamp ?? committedAt)
    for (const dt of touched) this.changedIn.set(dt, version)
    return this
  }

  private take(version: number, { adds, removes, txns, metaData, protocol }: Actions, committedAt: number): Set<string> {
    this.version = version
    this.committedAt = committedAt
    this.protocol = protocol ?? this.protocol
    this.metaData = metaData ?? this.metaData
    for (const txn of txns) this.txns.set(txn.appId, txn)
    const touched = new Set<string>()
    for (const remove of removes) this.takeRemove(remove, touched)
    for (const add of adds) this.takeAdd(add, touched)
    return touched
  }

  private takeRemove(remove: RemoveAction, touched: Set<string>): void {
    const path = decodePath(remove.path, this.table)
    const file = this.files.get(path)
    if (file !== undefined) touched.add(file.dt)
    this.files.delete(path)
    this.adds.delete(path)
    this.removed.set(path, remove)
  }

  /** A rewritten `add` of a file that is there already (new stats) changes no rows. */
  private takeAdd(add: AddAction, touched: Set<string>): void {
    const file = readFile(add, this.table)
    if (!this.files.has(file.path)) touched.add(file.dt)
    this.files.set(file.path, file)
    this.adds.set(file.path, add)
    this.removed.delete(file.path)
  }

  private note(dt: string | undefined, version: number): void {
    if (dt !== undefined) this.changedIn.set(dt, Math.max(version, this.changedIn.get(dt) ?? 0))
  }

  /** `lake.corrupt` where no schema or protocol was ever written, `lake.unsupported` where we would misread it. */
  state(): TableState {
    const { protocol, metaData, adds, txns, removed, files, changedIn } = this
    if (protocol === undefined || metaData === undefined) throw incomplete(this.table, this.version)
    const { schema, schemaId } = this.schema(metaData)
    if (protocol !== this.from?.protocol || metaData !== this.from.metaData) refuseUnreadable(protocol, metaData, this.table)
    const snapshot: Snapshot = {
      version: this.version,
      committedAt: this.committedAt,
      tableId: metaData.id,
      schema,
      schemaId,
      files,
      txns: new Map([...txns].map(([appId, txn]) => [appId, txn.version])),
      changedIn
    }
    return { snapshot, protocol, metaData, adds, txns, removed }
  }

  private schema(metaData: MetaDataAction): { schema: TableSchema; schemaId: string } {
    if (metaData === this.from?.metaData) return this.from.snapshot
    const schema = readSchema(metaData, this.table)
    return { schema, schemaId: schemaIdOf(schema) }
  }
}

const incomplete = (table: string, version: number) =>
  new AppError('lake.corrupt', `The log of ${table} names no schema or no protocol up to version ${version}.`, {
    hint: 'Run fsck to see what is damaged.',
    details: { table, version }
  })
