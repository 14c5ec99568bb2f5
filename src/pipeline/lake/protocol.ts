import { AppError } from '../lib/errors'
import type { MetaDataAction, ProtocolAction } from './actions'
import { hasInvariants, needsNtz } from './schema'
import type { TableSchema } from './types'

const NTZ = 'timestampNtz'
/** What a reader or writer of version 7 must know by name, and we do. `invariants` and `appendOnly` we refuse once they are used. */
const readable = new Set([NTZ, 'vacuumProtocolCheck'])
const writable = new Set([NTZ, 'vacuumProtocolCheck', 'appendOnly', 'invariants'])

/** The lowest protocol that a table with this schema needs; never lower than what it has. */
export function protocolFor(schema: TableSchema, current: ProtocolAction | undefined): ProtocolAction {
  if (current === undefined) {
    if (!needsNtz(schema)) return { minReaderVersion: 1, minWriterVersion: 2 }
    return { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: [NTZ], writerFeatures: [NTZ] }
  }
  if (!needsNtz(schema) || current.readerFeatures?.includes(NTZ) === true) return current
  // What writer 2 knew by its number has to be named from now on.
  const before = current.writerFeatures ?? ['appendOnly', 'invariants']
  return {
    minReaderVersion: 3,
    minWriterVersion: 7,
    readerFeatures: [...(current.readerFeatures ?? []), NTZ],
    writerFeatures: [...before.filter((feature) => feature !== NTZ), NTZ]
  }
}

/** `lake.unsupported` where reading the table by our rules would give wrong rows. */
export function refuseUnreadable(protocol: ProtocolAction, metaData: MetaDataAction, table: string): void {
  const mapping = metaData.configuration?.['delta.columnMapping.mode'] ?? 'none'
  const unknown = (protocol.readerFeatures ?? []).filter((feature) => !readable.has(feature))
  if (mapping !== 'none') unknown.push(`columnMapping (${mapping})`)
  if (protocol.minReaderVersion > 3) unknown.push(`reader version ${protocol.minReaderVersion}`)
  if (metaData.format.provider !== 'parquet') unknown.push(`files of format ${metaData.format.provider}`)
  refuse(unknown, table, 'read')
}

/** `lake.unsupported` where a commit of ours would break promises that the table makes to others. */
export function refuseUnwritable(protocol: ProtocolAction, metaData: MetaDataAction, table: string): void {
  const { minWriterVersion, writerFeatures } = protocol
  const unknown = (writerFeatures ?? []).filter((feature) => !writable.has(feature))
  if (minWriterVersion > 2 && minWriterVersion !== 7) unknown.push(`writer version ${minWriterVersion}`)
  if (metaData.configuration?.['delta.appendOnly'] === 'true') unknown.push('appendOnly')
  if (hasInvariants(metaData.schemaString, table)) unknown.push('invariants')
  if (metaData.partitionColumns.some((column) => column !== 'dt') || metaData.partitionColumns.length > 1)
    unknown.push(`partition columns ${metaData.partitionColumns.join(', ')}`)
  refuse(unknown, table, 'write')
}

function refuse(features: readonly string[], table: string, what: 'read' | 'write'): void {
  if (features.length === 0) return
  throw new AppError('lake.unsupported', `Penstock cannot ${what} ${table}: it uses ${features.join(', ')}.`, {
    hint: 'Another program switched this on; switch it off there, or use the table with that program.',
    details: { table, features }
  })
}
