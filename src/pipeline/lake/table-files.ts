import { z } from 'zod'
import { inputRef, type InputRef } from '../contract'
import { AppError } from '../lib/errors'
import type { AddAction, RemoveAction } from './actions'
import { parseJson, readStats } from './file-stats'
import { decodePath, encodePath, partitionOf, partitionValuesOf } from './paths'
import { readRunTags, runTagsOf } from './run-tags'
import type { TableFile } from './types'

const TAG = {
  digest: 'penstock.digest',
  schemaId: 'penstock.schemaId',
  runId: 'penstock.runId',
  inputs: 'penstock.inputs',
  quarantined: 'penstock.quarantined',
  version: 'penstock.version'
} as const

/** A file as the log adds it. `lake.unsupported` where rows of it are deleted by a vector beside it. */
export function readFile(add: AddAction, table: string): TableFile {
  if (add['deletionVector'] !== undefined && add['deletionVector'] !== null) throw deletionVectors(table, add.path)
  const stats = readStats(add.stats)
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
    inputs: readInputs(tag(TAG.inputs)),
    quarantined: Number(tag(TAG.quarantined) ?? 0),
    ...readRunTags(tag)
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
    [TAG.version]: String(version),
    ...runTagsOf(file)
  }
  return {
    path: encodePath(file.path),
    partitionValues: partitionValuesOf(file.dt, partitioned),
    size: file.bytes,
    modificationTime: Math.trunc(file.modifiedAt),
    dataChange: true,
    stats: JSON.stringify(file.stats ?? { numRecords: file.rows }),
    tags: withoutAbsent(tags)
  }
}

/** The same file with other words about what it was made from: no row changes. */
export function retag(add: AddAction, file: TableFile): AddAction {
  return { ...add, dataChange: false, tags: withoutAbsent({ ...add.tags, ...runTagsOf(file) }) }
}

const withoutAbsent = (tags: Record<string, string | null | undefined>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(tags).filter((entry): entry is [string, string | null] => entry[1] !== undefined))

export function removeOf(add: AddAction, nowMs: number): RemoveAction {
  const { path, partitionValues, size } = add
  return { path, deletionTimestamp: Math.trunc(nowMs), dataChange: true, extendedFileMetadata: true, partitionValues, size }
}

const inputRefs = z.array(inputRef)
/** Files of one run have the same inputs, in the same words: read once. */
let lastInputs: { text: string; inputs: InputRef[] } | undefined

function readInputs(text: string | undefined): InputRef[] {
  if (text === undefined) return []
  if (lastInputs?.text === text) return lastInputs.inputs
  const inputs = inputRefs.safeParse(parseJson(text)).data ?? []
  lastInputs = { text, inputs }
  return inputs
}

const deletionVectors = (table: string, path: string) =>
  new AppError('lake.unsupported', `${table} marks deleted rows by deletion vectors (${path}), which Penstock cannot read.`, {
    hint: 'Purge them with the program that made them (REORG TABLE … APPLY (PURGE)) and switch them off for this table.',
    details: { table, path, feature: 'deletionVectors' }
  })
