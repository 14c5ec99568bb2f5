import { quarantinedRow, type ParsedParamsOf, type QuarantinedRow, type ResultOf } from '../contract'
import { parseQuarantineKey, partitionsOfRows, quarantinePrefix } from './loads/quarantine-files'
import type { Services } from './services'

type Query = ParsedParamsOf<'lake.quarantine'>

const NEWLINE = 10

/** Refused rows of one run, or of the runs that made what the table holds now; newest run first, then in source order. */
export async function readQuarantine(services: Services, query: Query): Promise<ResultOf<'lake.quarantine'>> {
  const rows: QuarantinedRow[] = []
  let total = 0
  for (const key of await quarantineKeys(services, query)) {
    const lines = splitLines(await services.store.read(key))
    const from = Math.max(0, query.from - total)
    const to = Math.max(0, query.from + query.limit - total)
    rows.push(...lines.slice(from, to).flatMap(parseLine))
    total += lines.length
  }
  return { total, rows }
}

async function quarantineKeys(services: Services, { name, dt, run }: Query): Promise<string[]> {
  const wanted = run === undefined ? await currentRuns(services, name, dt) : new Set([run])
  const prefixes = dt === undefined ? [quarantinePrefix(name)] : partitionsOfRows(dt).map((part) => quarantinePrefix(name, part))
  const keys: { key: string; run: string }[] = []
  for (const prefix of prefixes) {
    for await (const { key } of services.store.list(prefix)) {
      const found = parseQuarantineKey(key)
      if (found !== undefined && wanted.has(found.run)) keys.push({ key, run: found.run })
    }
  }
  return keys.sort((a, b) => (a.run === b.run ? compare(a.key, b.key) : compare(b.run, a.run))).map(({ key }) => key)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

async function currentRuns(services: Services, name: string, dt: string | undefined): Promise<Set<string>> {
  const snapshot = await services.table(name).snapshot()
  const files = [...(snapshot?.files.values() ?? [])].filter((file) => dt === undefined || file.dt === dt)
  return new Set(files.flatMap(({ runId }) => runId ?? []))
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let start = 0
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    if (end > start) lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  if (start < bytes.length) lines.push(bytes.subarray(start))
  return lines
}

/** A line that no longer parses is left out rather than hiding the others. */
function parseLine(line: Uint8Array): QuarantinedRow[] {
  try {
    const parsed = quarantinedRow.safeParse(JSON.parse(new TextDecoder().decode(line)))
    return parsed.success ? [parsed.data] : []
  } catch {
    return []
  }
}
