import type { DatabaseSync } from 'node:sqlite'
import type { GroupWriter } from './group-writer'

/** Requests of each connection by the day of its quota (`YYYY-MM-DD`), and until when its server said that there are no more. */
export interface QuotaTable {
  add(connection: string, day: string, requests: number): Promise<void>
  used(connection: string, day: string): number
  /** `until`: ms since the epoch. */
  exhaust(connection: string, until: number): Promise<void>
  /** ms since the epoch; undefined where its server never said so. */
  exhaustedUntil(connection: string): number | undefined
}

/** Days that are kept of each connection. */
const KEPT = 40

export function quotaTable(database: DatabaseSync, writer: GroupWriter): QuotaTable {
  const add = database.prepare(
    `INSERT INTO quotas (connection, day, requests) VALUES (?, ?, ?)
     ON CONFLICT (connection, day) DO UPDATE SET requests = requests + excluded.requests`
  )
  const drop = database.prepare(
    `DELETE FROM quotas WHERE connection = ?1 AND day NOT IN
     (SELECT day FROM quotas WHERE connection = ?1 ORDER BY day DESC LIMIT ${KEPT})`
  )
  const used = database.prepare('SELECT requests FROM quotas WHERE connection = ? AND day = ?')
  const exhaust = database.prepare('INSERT OR REPLACE INTO exhausted (connection, until) VALUES (?, ?)')
  const until = database.prepare('SELECT until FROM exhausted WHERE connection = ?')
  return {
    add: (connection, day, requests) =>
      writer.write(() => {
        add.run(connection, day, requests)
        drop.run(connection)
      }),
    used: (connection, day) => {
      writer.flush()
      return Number(used.get(connection, day)?.requests ?? 0)
    },
    exhaust: (connection, at) => writer.write(() => exhaust.run(connection, at)),
    exhaustedUntil: (connection) => {
      writer.flush()
      const at = until.get(connection)?.until
      return at === undefined ? undefined : Number(at)
    }
  }
}
