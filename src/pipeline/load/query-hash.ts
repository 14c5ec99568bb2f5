import { createHash } from 'node:crypto'

/** What tells one query from another in the tags of what it made: the SHA-256 of its text as it stands, in hex. */
export const queryHash = (sql: string): string => createHash('sha256').update(sql).digest('hex')
