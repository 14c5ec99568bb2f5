import { z } from 'zod'
import { inputRef, type InputRef } from '../contract'
import { AppError } from '../lib/errors'
import type { AddAction, RemoveAction } from './actions'
import { decodePath, encodePath, partitionOf, partitionValuesOf } from './paths'
import type { TableFile } from './types'

const TAG = {
  digest: 'penstock.digest',
  schemaId: 'penstock.schemaId',
  runId: 'penstock.runId',
  inputs: 'penstock.inputs',
  quarantined: 'penstock.quarantined',
  version: 'penstock.version'
} as const

const scalar = z.union([z.string(), z.number(), z.boolean()])
/** Nested values (of structs) are of no use here and left out. */
const scalars = z
  .record(z.string(), z.unknown())
  .transform((values) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (scalar.safeParse(value).success ? [[name, scalar.parse(value)]] : []))
    )
  )
const counts = z.record(z.string(), z.number().catch(0))
const fileStats = z.object({
  numRecords: z.number().int(),
  minValues: scalars.default({}),
  maxValues: scalars.default({}),
  nullCount: counts.default({})
})
const inputs = z.array(inputRef)

/** A file as the log adds it. `lake.unsupported` where rows of it are deleted by a vector beside it. */
export function readFile(add: AddAction, table: string): TableFile {
  if (add['deletionVector'] !== undefined && add['deletionVector'] !== null) throw deletionVectors(table, add.path)
  const stats = parseJson(fileStats, add.stats)
  const tag = (name: string): string | undefined => add.tags?.[name] ?? undefined
  return {
    path: decodePath(add.path, table),
    dt: partitionOf(add.partitionValues),
    bytes: add.size,
    rows: stats?.numRecords ?? 0,
    modifiedAt: add.modificationTime,
    stats,
    digest: tag(TAG.digest),
    schemaId: tag(TAG.schemaId),
    runId: tag(TAG.runId),
    inputs: parseJson<InputRef[]>(inputs, tag(TAG.inputs)) ?? [],
    quarantined: Number(tag(TAG.quarantined) ?? 0)
  }
}

/** The version that a file of ours was added in; undefined on files that others wrote. */
export function addedIn(add: AddAction): number | undefined {
  const text = add.tags?.[TAG.version]
  return text === undefined || text === null ? undefined : Number(text)
}

/** The `add` that makes the file part of version `version`. */
export function addOf(file: TableFile, version: number, partitioned: boolean): AddAction {
  const tags: Record<string, string | undefined> = {
    [TAG.digest]: file.digest,
    [TAG.schemaId]: file.schemaId,
    [TAG.runId]: file.runId,
    [TAG.inputs]: file.inputs.length === 0 ? undefined : JSON.stringify(file.inputs),
    [TAG.quarantined]: String(file.quarantined),
    [TAG.version]: String(version)
  }
  return {
    path: encodePath(file.path),
    partitionValues: partitionValuesOf(file.dt, partitioned),
    size: file.bytes,
    modificationTime: Math.trunc(file.modifiedAt),
    dataChange: true,
    stats: JSON.stringify(file.stats ?? { numRecords: file.rows }),
    tags: Object.fromEntries(Object.entries(tags).filter((entry): entry is [string, string] => entry[1] !== undefined))
  }
}

export function removeOf(add: AddAction, nowMs: number): RemoveAction {
  const { path, partitionValues, size } = add
  return { path, deletionTimestamp: Math.trunc(nowMs), dataChange: true, extendedFileMetadata: true, partitionValues, size }
}

/** The value in a JSON text that others may have written; undefined where it is absent or something else. */
function parseJson<T>(schema: z.ZodType<T>, text: string | null | undefined): T | undefined {
  if (text === undefined || text === null || text === '') return undefined
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const deletionVectors = (table: string, path: string) =>
  new AppError('lake.unsupported', `${table} marks deleted rows by deletion vectors (${path}), which Penstock cannot read.`, {
    hint: 'Purge them with the program that made them (REORG TABLE … APPLY (PURGE)) and switch them off for this table.',
    details: { table, path, feature: 'deletionVectors' }
  })
