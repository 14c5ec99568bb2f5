import { join } from 'node:path'
import type { ResolvedConnection } from '../../connect/resolved'
import { type Loaded, type SpecDraft, type WorkFolder } from '../../load/duck/testing/work-folder'
import type { DeliverRequest } from '../worker-api'

const columns: SpecDraft['columns'] = [
  { name: '날짜', source: { header: 'date' }, type: 'date' },
  { name: 'code', source: { header: 'code' }, type: 'text' },
  { name: 'price', source: { header: 'price' }, type: 'decimal(20,3)' },
  { name: 'share', source: { header: 'share' }, type: 'decimal(2,2)' },
  { name: 'volume', source: { header: 'volume' }, type: 'integer' },
  { name: 'ratio', source: { header: 'ratio' }, type: 'float' },
  { name: 'halted', source: { header: 'halted' }, type: 'boolean' },
  { name: 'wall', source: { header: 'wall' }, type: 'datetime' },
  { name: 'at', source: { header: 'at' }, type: 'timestamp' },
  { name: 'clock', source: { header: 'clock' }, type: 'time' },
  { name: 'note', source: { header: 'note' }, type: 'text' }
]

export const HEADER = 'date,code,price,share,volume,ratio,halted,wall,at,clock,note'

/** Loads lines of CSV as the lake has them, one file for each partition. */
export const staged = async (folder: WorkFolder, lines: readonly string[], change: Partial<SpecDraft> = {}): Promise<Loaded> => {
  const location = await folder.put(`${Math.random()}.csv`, `${[HEADER, ...lines].join('\n')}\n`)
  return folder.stage({
    source: { location, format: 'csv' },
    columns,
    primaryKey: ['날짜', 'code'],
    partition: { columns: ['날짜'], grain: 'month' },
    ...change
  })
}

/** The delivery of all partitions of a load. */
export function deliveryOf(folder: WorkFolder, loaded: Loaded, connection: ResolvedConnection): DeliverRequest {
  return {
    ...{ dataset: 'mart', connection, table: 'mart', schema: loaded.staged.schema, key: ['날짜', 'code'], run: 'run-1' },
    ...{ owner: 'workspace-1/default', lake: 'table-1' },
    partitions: loaded.current.partitions.map(({ dt, digest, files }) => ({ dt, version: 7, digest, files })),
    ...{ whole: true, again: false, scratch: join(folder.root, 'deliver') }
  }
}
