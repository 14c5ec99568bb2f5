import type { DatabaseSync } from 'node:sqlite'
import { share, type Share } from '../contract'
import type { GroupWriter } from './group-writer'
import { parseRow } from './rows'

/** A share as it is kept: of its token only the SHA-256, in hexadecimal digits. */
export interface KeptShare {
  share: Share
  hash: string
}

export interface ShareTable {
  put(kept: KeptShare): Promise<void>
  /** Oldest first. */
  list(): KeptShare[]
  delete(id: string): Promise<void>
}

export function shareTable(database: DatabaseSync, writer: GroupWriter): ShareTable {
  const save = database.prepare('INSERT OR REPLACE INTO shares (id, hash, share) VALUES (?, ?, ?)')
  const all = database.prepare('SELECT hash, share FROM shares ORDER BY id')
  const drop = database.prepare('DELETE FROM shares WHERE id = ?')
  return {
    put: (kept) => writer.write(() => save.run(kept.share.id, kept.hash, JSON.stringify(kept.share))),
    list: () => {
      writer.flush()
      return all.all().flatMap((row) => {
        const found = parseRow(share, row.share)
        return found === undefined ? [] : [{ share: found, hash: String(row.hash) }]
      })
    },
    delete: (id) => writer.write(() => drop.run(id))
  }
}
