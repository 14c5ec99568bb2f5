import { chmodSync, existsSync, renameSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { DatabaseSync, backup } from 'node:sqlite'
import { AppError } from '../lib/errors'
import { migrations } from './migrations'

export interface OpenedDatabase {
  database: DatabaseSync
  /** True when it was made anew: nothing of it is known yet. */
  fresh: boolean
  /** Where a damaged one was set aside. */
  setAside: string | undefined
}

/**
 * Opens the file, or makes it. A damaged one is moved aside and replaced; one of a newer version is refused (`state.newer`);
 * an older one is migrated after a backup beside it.
 */
export async function openDatabase(path: string, nowMs: number): Promise<OpenedDatabase> {
  const existed = existsSync(path)
  try {
    return { database: await openAndMigrate(path), fresh: !existed, setAside: undefined }
  } catch (error) {
    if (!isDamage(error)) throw error
    const setAside = moveAside(path, nowMs)
    return { database: await openAndMigrate(path), fresh: true, setAside }
  }
}

async function openAndMigrate(path: string): Promise<DatabaseSync> {
  const database = new DatabaseSync(path, { timeout: 5_000 })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    checkIntegrity(database)
    await migrate(database, path)
    chmodSync(path, 0o600)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

class Damage extends Error {}

function checkIntegrity(database: DatabaseSync): void {
  const verdict = database.prepare('PRAGMA quick_check(1)').get()?.quick_check
  if (verdict !== 'ok') throw new Damage(String(verdict))
}

const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

function isDamage(error: unknown): boolean {
  if (error instanceof Damage) return true
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB
}

function moveAside(path: string, nowMs: number): string {
  const target = `${path}.damaged-${nowMs.toString(36)}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix)
  }
  return target
}

async function migrate(database: DatabaseSync, path: string): Promise<void> {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (version > migrations.length) {
    throw new AppError('state.newer', `The state of this workspace was written by a newer Penstock (version ${version}).`, {
      hint: 'Update Penstock, then open it again; nothing was changed.',
      details: { path, version, supported: migrations.length }
    })
  }
  if (version === migrations.length) return
  if (version > 0) await keepBackup(database, `${path}.v${version}.backup`)
  migrations.slice(version).forEach((step, index) => {
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${version + index + 1}; COMMIT`)
  })
}

async function keepBackup(database: DatabaseSync, target: string): Promise<void> {
  await rm(target, { force: true })
  await backup(database, target)
  chmodSync(target, 0o600)
}
