import { throwIfAborted } from '../lib/abort'
import { AppError } from '../lib/errors'
import { canRead } from './evolve'
import type { ObjectStore } from './object-store'
import { filesByPartition } from './partitions'
import type { Commit, CommitDraft, Snapshot, TableFile } from './types'

type Partitions = CommitDraft['partitions']

/** Contents of the named partitions (all where undefined) as `target` has them; empty where it has none of them. */
export function contentsAt(
  base: Snapshot,
  target: Snapshot | undefined,
  dts: readonly string[] | undefined
): Map<string, TableFile[]> {
  const before = filesByPartition(target?.files.values() ?? [])
  const wanted = dts ?? [...new Set([...before.keys(), ...filesByPartition(base.files.values()).keys()])].sort()
  return new Map(wanted.map((dt) => [dt, before.get(dt) ?? []]))
}

/** `partition.missing` where a partition is in neither version: a name that was mistyped is no change. */
export function mustBeKnown(table: string, base: Snapshot, target: Snapshot, dts: readonly string[]): void {
  const known = new Set([...base.files.values(), ...target.files.values()].map(({ dt }) => dt))
  const unknown = dts.find((dt) => !known.has(dt))
  if (unknown === undefined) return
  throw new AppError(
    'partition.missing',
    `"${table}" has no partition ${unknown}, neither now nor in version ${target.version}.`,
    {
      hint: 'Choose one of the list of partitions.',
      details: { dataset: table, dt: unknown, version: target.version }
    }
  )
}

/** `undo.refused` where files would come back that the columns of today cannot hold, while other partitions stay. */
export function mustFitColumns(table: string, base: Snapshot, target: Snapshot | undefined, partitions: Partitions): void {
  if (target === undefined || canRead(target.schema, base.schema)) return
  const kept = [...new Set([...base.files.values()].map(({ dt }) => dt))].filter((dt) => !partitions.has(dt))
  if (kept.length === 0) return
  throw new AppError(
    'undo.refused',
    `${table} has had other columns since version ${target.version}; ${kept.length} partitions would not fit.`,
    {
      hint: 'Restore the whole table to that version, or load these partitions again.',
      details: { table, version: target.version, partitions: kept.slice(0, 20) }
    }
  )
}

/** `undo.refused` where a file that has to come back was deleted since. */
export async function mustBeThere(
  store: ObjectStore,
  table: string,
  base: Snapshot,
  partitions: Partitions,
  signal?: AbortSignal
): Promise<void> {
  const back = [...partitions.values()].flat().filter(({ path }) => !base.files.has(path))
  const heads = await Promise.all(
    back.map(({ path }) => {
      if (signal !== undefined) throwIfAborted(signal)
      return store.head(`${table}/${path}`)
    })
  )
  const gone = back.filter(({ bytes }, index) => heads[index]?.bytes !== bytes).map(({ path }) => path)
  if (gone.length === 0) return
  throw new AppError(
    'undo.refused',
    `${table}: ${gone.length} files of that version are no longer there, such as ${gone[0] ?? ''}.`,
    {
      hint: 'They were deleted by a vacuum or by hand: bring them back from a backup, or load these partitions again.',
      details: { table, files: gone.slice(0, 20) }
    }
  )
}

export function sameFiles(a: readonly TableFile[], b: readonly TableFile[]): boolean {
  const paths = new Set(a.map(({ path }) => path))
  return a.length === b.length && b.every(({ path }) => paths.has(path))
}

/** A commit of others that stands in the way of an undo. */
export type Culprit = Pick<Commit, 'version' | 'runId' | 'operation'>

/** `undo.refused`, with the commits that have to be undone first. */
export function undoRefused(
  table: string,
  runs: readonly string[],
  dts: readonly string[],
  culprits: readonly Culprit[]
): AppError {
  const names = culprits
    .slice(0, NAMED)
    .map(({ version, runId: run, operation }) => `version ${version} (${run === undefined ? operation : `run ${run}`})`)
  const more = culprits.length > NAMED ? ` and ${culprits.length - NAMED} more` : ''
  const whose = runs.length === 1 ? `run ${runs[0] ?? ''}` : `${runs.length} runs`
  return new AppError('undo.refused', `What ${whose} wrote to ${table} has been changed since by ${names.join(', ')}${more}.`, {
    hint: 'Undo those first, newest first, or restore the partitions to a version of your choice.',
    details: {
      table,
      run: runs[0],
      partitions: dts.slice(0, 20),
      later: culprits.map(({ version, runId: run, operation }) => ({ version, run: run ?? null, operation }))
    }
  })
}

/** Commits that a refusal names in its sentence. */
const NAMED = 20
