import type { Finding } from './finding'
import type { LogFindings } from './fsck-log'
import { STAGING, TEMPORARY } from './folder-store'
import type { ObjectHead, ObjectStore } from './object-store'
import { parquetFooter } from './parquet'
import { tableOfTemporary } from './sweep'
import type { TableFile } from './types'

/** Files that are looked at together. */
const AT_ONCE = 16

/** Each file of the newest version against its bytes, and each file that lies there against what the versions name. */
export async function checkFiles(
  store: ObjectStore,
  table: string,
  { state, named }: LogFindings,
  signal: AbortSignal | undefined
): Promise<Finding[]> {
  const files = [...(state?.snapshot.files.values() ?? [])]
  const findings: Finding[] = []
  for (let at = 0; at < files.length; at += AT_ONCE) {
    signal?.throwIfAborted()
    const checked = await Promise.all(files.slice(at, at + AT_ONCE).map((file) => checkFile(store, table, file)))
    findings.push(...checked.flat())
  }
  // Without a log that can be read, every file would look like an orphan.
  return state === undefined ? findings : [...findings, ...(await orphans(store, table, named))]
}

async function checkFile(store: ObjectStore, table: string, file: TableFile): Promise<Finding[]> {
  const path = `${table}/${file.path}`
  const fault = (kind: string, message: string): Finding[] => [{ level: 'error', kind, path, message }]
  const head = await store.head(path)
  if (head === undefined) return fault('file.missing', `This file of partition ${file.dt} is missing.`)
  if (head.bytes !== file.bytes)
    return fault('file.size', `This file has ${head.bytes} bytes, where ${file.bytes} were committed.`)
  const rows = await parquetFooter(store, path, head.bytes).then(
    (footer) => Number(footer.num_rows),
    () => undefined
  )
  if (rows === undefined) return fault('file.corrupt', 'This file is damaged: its footer cannot be read.')
  return rows === file.rows ? [] : fault('rows.differ', `This file has ${rows} rows, where ${file.rows} were committed.`)
}

async function orphans(store: ObjectStore, table: string, named: ReadonlySet<string>): Promise<Finding[]> {
  const findings: Finding[] = []
  const orphan = ({ key, bytes }: ObjectHead, what: string): void => {
    findings.push({ level: 'info', kind: 'orphan', path: key, message: `${what} (${bytes} bytes).` })
  }
  for await (const head of store.list(`${table}/`)) {
    const path = head.key.slice(table.length + 1)
    if (!isHidden(path) && !named.has(path)) orphan(head, 'No version of the table names this file')
  }
  for await (const head of store.list(`${TEMPORARY}/`))
    if (tableOfTemporary(head.key.slice(TEMPORARY.length + 1)) === table) orphan(head, 'A write that was cut short left this')
  for await (const head of store.list(`${STAGING}/${table}/`)) orphan(head, 'A load that was cut short left this')
  return findings
}

/** Folders whose names begin so are no data: the log, quarantine, other engines' notes. */
const isHidden = (path: string): boolean => path.split('/').some((segment) => /^[_.]/.test(segment))
