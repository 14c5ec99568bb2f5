import type { DatasetSpec } from '../../contract'
import type { TableColumn, TableSchema } from '../../lake/types'
import type { CurrentTable } from '../worker-api'
import { keyColumns, refuseDuplicates, type GoodRows } from './duplicates'
import { dayOfLabel, nearPartition } from './partition-date'
import type { Session } from './session'
import { ident } from './sql'
import { schemaColumns, storedRows } from './stored'

/** Names that no physical column can have. */
const PART = '"penstock part"'
const PLACE = '"penstock place"'

/** The new content of partitions, as SQL over physical names. */
export interface Content {
  /** Rows of the input that are written, over k0 …, dt and rowid of `source`. */
  incoming: string
  superseded: number
  /** Files of a partition whose rows stay beside the incoming ones. */
  kept(dt: string): string[]
  /** All rows of a partition after the load, in the order in which they are stored. */
  query(dt: string): string
}

/** `stays`: SQL over rows of a partition that a full load leaves there, since it reads other intervals than theirs. */
export async function contentOf(
  session: Session,
  spec: DatasetSpec,
  schema: TableSchema,
  current: CurrentTable | undefined,
  good: GoodRows,
  dts: readonly string[],
  stays?: ReadonlyMap<string, string>
): Promise<Content> {
  const files = new Map((current?.partitions ?? []).map((partition) => [partition.dt, partition.files]))
  const kept = (dt: string): string[] => (spec.mode === 'full' && stays?.has(dt) !== true ? [] : (files.get(dt) ?? []))
  const merge = new Merge(session, spec, schema, kept, good, stays)
  await merge.prepare(dts)
  return merge
}

class Merge implements Content {
  incoming: string
  superseded: number
  private shuffled: boolean

  constructor(
    private readonly session: Session,
    private readonly spec: DatasetSpec,
    private readonly schema: TableSchema,
    readonly kept: (dt: string) => string[],
    good: GoodRows,
    private readonly stays: ReadonlyMap<string, string> | undefined
  ) {
    this.incoming = good.condition
    this.superseded = good.superseded
    this.shuffled = good.shuffled
  }

  /** Compares keys with the rows that are there: newer ones there win (incremental), any at all are refused (append). */
  async prepare(dts: readonly string[]): Promise<void> {
    const { spec, session } = this
    if (spec.primaryKey.length === 0 || spec.mode === 'full' || (spec.mode === 'incremental' && spec.latestBy === undefined))
      return
    const meeting = dts.filter((dt) => this.kept(dt).length > 0)
    if (meeting.length === 0) return
    await session.run('CREATE TABLE stale (id BIGINT)')
    for (const dt of meeting) await session.run(`INSERT INTO stale ${this.meeting(dt)}`)
    const [counted] = await session.rows('SELECT count(*) AS rows FROM stale')
    const count = Number(counted?.['rows'] ?? 0)
    if (count === 0) return
    const key = keyColumns(spec, spec.primaryKey).join(', ')
    if (spec.mode === 'append') {
      await refuseDuplicates(session, spec, `SELECT ${key} FROM source WHERE rowid IN (SELECT id FROM stale)`, count)
    }
    this.incoming += ' AND rowid NOT IN (SELECT id FROM stale)'
    this.superseded += count
    this.shuffled = true
  }

  query(dt: string): string {
    const sort = this.sortColumns().map(({ physical }) => ident(physical))
    const own = `SELECT ${this.renamed().join(', ')} FROM source WHERE ${this.incomingOf(dt)}`
    if (this.kept(dt).length > 0) return this.merged(dt, own, sort)
    const order = this.shuffled || sort.length > 0 ? ` ORDER BY ${[...sort, 'rowid'].join(', ')}` : ''
    return own + order
  }

  /** Rows that stay come first, in the order that they have, then those of the input in theirs. */
  private merged(dt: string, own: string, sort: readonly string[]): string {
    const columns = schemaColumns(this.schema)
    if (this.spec.mode === 'append' && !this.shuffled && sort.length === 0) {
      return `SELECT ${columns} FROM ${storedRows(this.kept(dt), this.schema.columns)} UNION ALL ${own}`
    }
    const incoming = own.replace(' FROM source', `, 1 AS ${PART}, rowid AS ${PLACE} FROM source`)
    const order = [...sort, PART, PLACE].join(', ')
    return `SELECT ${columns} FROM (${this.survivors(dt)} UNION ALL ${incoming}) ORDER BY ${order}`
  }

  private incomingOf(dt: string): string {
    return `${this.incoming} AND dt = ${dayOfLabel(dt)} AND ${nearPartition(this.spec, dt)}`
  }

  private renamed(): string[] {
    return this.schema.columns.map(({ physical }, index) => `k${index} AS ${ident(physical)}`)
  }

  private sortColumns(): TableColumn[] {
    return this.spec.sort.flatMap((name) => this.schema.columns.filter((column) => column.name === name))
  }

  /** Rows of the table that no incoming row replaces, with their place. */
  private survivors(dt: string): string {
    const there = `(SELECT *, 0 AS ${PART}, row_number() OVER () AS ${PLACE} FROM ${storedRows(this.kept(dt), this.schema.columns)})`
    const stays = this.stays?.get(dt)
    if (stays !== undefined && this.spec.primaryKey.length === 0) return `SELECT * FROM ${there} WHERE ${stays}`
    if (this.spec.mode === 'append') return `SELECT * FROM ${there}`
    const keys = keyColumns(this.spec, this.spec.primaryKey)
    const incoming = `(SELECT ${keys.join(', ')} FROM source WHERE ${this.incomingOf(dt)})`
    return `SELECT there.* FROM ${there} AS there ANTI JOIN ${incoming} AS source ON ${this.sameKey()}${stays === undefined ? '' : ` WHERE ${stays}`}`
  }

  /** Places of incoming rows whose key is there already, in mode incremental only where the row there is newer. */
  private meeting(dt: string): string {
    const there = storedRows(this.kept(dt), this.schema.columns)
    const incoming = `(SELECT *, rowid AS id FROM source WHERE ${this.incomingOf(dt)})`
    const newer = this.spec.mode === 'incremental' ? ` WHERE ${this.newerThere()}` : ''
    return `SELECT DISTINCT source.id FROM ${incoming} AS source JOIN ${there} AS there ON ${this.sameKey()}${newer}`
  }

  private sameKey(): string {
    const pairs = this.spec.primaryKey.map(
      (name) => `source.${keyColumns(this.spec, [name])[0] ?? ''} = there.${this.physical(name)}`
    )
    return pairs.join(' AND ')
  }

  private newerThere(): string {
    const name = this.spec.latestBy ?? ''
    const [own = ''] = keyColumns(this.spec, [name])
    const there = `there.${this.physical(name)}`
    return `${there} IS NOT NULL AND (source.${own} IS NULL OR ${there} > source.${own})`
  }

  private physical(name: string): string {
    return ident(this.schema.columns.find((column) => column.name === name)?.physical ?? name)
  }
}
