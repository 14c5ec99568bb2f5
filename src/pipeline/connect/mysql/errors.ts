import type { ErrorCode, MysqlTarget } from '../../contract'
import { AppError } from '../../lib/errors'

/** Where an error happened. `secrets` are taken out of what the server said. */
export interface MysqlPlace {
  connection: string
  target: Pick<MysqlTarget, 'host' | 'port'>
  secrets?: Record<string, string> | undefined
}

interface Meaning {
  code: ErrorCode
  retriable: boolean
  hint: string
}

const denied: Meaning = {
  code: 'mysql.denied',
  retriable: false,
  hint: 'Check user and password of the connection, or give this user the right that is named.'
}
const schema: Meaning = {
  code: 'mysql.schema',
  retriable: false,
  hint: 'Check the names of database, table and columns; the table may have been altered or renamed.'
}
const lost: Meaning = {
  code: 'mysql.lost',
  retriable: true,
  hint: 'The server or the network ended the connection. Try again; what was read completely is kept.'
}
const refused: Meaning = {
  code: 'mysql.refused',
  retriable: true,
  hint: 'Check host and port, that the server runs, that a firewall lets this machine through, and that it takes more connections.'
}
const untrusted: Meaning = {
  code: 'tls.untrusted',
  retriable: false,
  hint: 'Give the authority that signed its certificate as `ca`, or use the host name that stands in the certificate.'
}
const again: Meaning = { code: 'mysql.failed', retriable: true, hint: 'Another transaction was in the way. Try again.' }
const readOnly: Meaning = {
  code: 'mysql.failed',
  retriable: true,
  hint: 'The server takes no writes now (a replica, or one that is being switched over). Use the primary, or try again.'
}
const slow: Meaning = {
  code: 'mysql.failed',
  retriable: false,
  hint: 'The server ended the statement for its time limit. Read in smaller chunks, or add an index on the columns it is read by.'
}
const failed: Meaning = { code: 'mysql.failed', retriable: false, hint: 'The server says what is wrong; nothing was changed.' }
const asksForFile: Meaning = {
  code: 'mysql.failed',
  retriable: false,
  hint: 'The server asked for a file of this machine and got none. Do not use this server before it is known why.'
}

const each = (numbers: number[], meaning: Meaning): [number, Meaning][] => numbers.map((number) => [number, meaning])

/** Server error numbers that MySQL and MariaDB share, and a few that one of them has. */
const byNumber = new Map<number, Meaning>([
  ...each([1044, 1045, 1095, 1130, 1142, 1143, 1227, 1251, 1370, 1396, 1524, 1698, 1820, 1862, 3118, 4151], denied),
  ...each([1049, 1051, 1054, 1109, 1146, 1356, 1412, 1932], schema),
  ...each([1053, 1077, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1317, 1927, 4031], lost),
  ...each([1040, 1129, 1203, 1226], refused),
  ...each([1205, 1213, 1020], again),
  ...each([1290, 1836, 3100], readOnly),
  ...each([1969, 3024], slow)
])

const byCode = new Map<string, Meaning>([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT'].map(
    (code): [string, Meaning] => [code, refused]
  ),
  ...['ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', 'ECONNABORTED'].map((code): [string, Meaning] => [code, lost]),
  ...['HANDSHAKE_NO_SSL_SUPPORT', 'HANDSHAKE_SSL_ERROR', 'ERR_TLS_CERT_ALTNAME_INVALID'].map((code): [string, Meaning] => [
    code,
    untrusted
  ])
])

const ER_QUERY_IS_FOR_LOCAL_FILE = 'As a result of LOCAL INFILE command'

/** What mysql2 threw as one of `mysql.*` or `tls.untrusted`; an AppError stays as it is. */
export function mysqlError(error: unknown, place: MysqlPlace): AppError {
  if (error instanceof AppError) return error
  const known = error instanceof Error ? (error as Error & { errno?: unknown; code?: unknown }) : new Error(String(error))
  const { errno, code } = known as { errno?: unknown; code?: unknown }
  const meaning = meaningOf(errno, code, known.message)
  const where = `${place.connection} (${place.target.host}:${place.target.port})`
  return new AppError(meaning.code, `${where}: ${without(place.secrets, known.message)}`, {
    hint: meaning.hint,
    retriable: meaning.retriable,
    details: { connection: place.connection, ...(typeof code === 'string' ? { mysql: code } : {}) }
  })
}

function meaningOf(errno: unknown, code: unknown, message: string): Meaning {
  if (message.startsWith(ER_QUERY_IS_FOR_LOCAL_FILE)) return asksForFile
  const numbered = typeof errno === 'number' ? byNumber.get(errno) : undefined
  const coded = typeof code === 'string' ? byCode.get(code) : undefined
  return numbered ?? coded ?? (message.includes('closed state') ? lost : failed)
}

const without = (secrets: Record<string, string> | undefined, message: string): string =>
  Object.values(secrets ?? {}).reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '•••')), message)
