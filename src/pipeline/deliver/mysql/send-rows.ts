import { quoteName } from '../../connect/mysql/names'
import type { MysqlSession } from '../../connect/mysql/open'
import type { Outgoing } from '../../load/duck/outgoing'
import type { TargetShape } from './columns'
import { text, type Target } from './target'

/** Rows of one statement. */
const BATCH_ROWS = 1_000
/** Characters of one statement: well below the packet that every server takes. */
const BATCH_LENGTH = 1_000_000

/** Upserts all rows in batches; where there is no key they are inserted. `sent` hears how many went. */
export async function sendRows(
  session: MysqlSession,
  { sql }: Target,
  shape: TargetShape,
  dt: string,
  rows: Outgoing,
  sent: (rows: number) => void
): Promise<void> {
  const names = [...shape.columns.map(({ name }) => name), shape.partition].map(quoteName)
  const changed = shape.columns.filter(({ key }) => !key).map(({ name }) => `${quoteName(name)} = VALUES(${quoteName(name)})`)
  const dtName = quoteName(shape.partition)
  const update = changed.length === 0 ? `${dtName} = ${dtName}` : changed.join(', ')
  const head = `INSERT INTO ${sql} (${names.join(', ')}) VALUES `
  const tail = shape.key.length === 0 ? '' : ` ON DUPLICATE KEY UPDATE ${update}`
  let count = 0
  for await (const batch of ahead(batches(rows.tuples(`,${text(dt)}`)))) {
    await session.run(`${head}${batch.join(',')}${tail}`)
    count += batch.length
    sent(count)
  }
}

async function* batches(rows: AsyncIterable<string[]>): AsyncGenerator<string[], undefined> {
  let batch: string[] = []
  let length = 0
  for await (const some of rows) {
    for (const row of some) {
      batch.push(row)
      length += row.length
      if (batch.length < BATCH_ROWS && length < BATCH_LENGTH) continue
      yield batch
      batch = []
      length = 0
    }
  }
  if (batch.length > 0) yield batch
  return undefined
}

/** Makes the next batch while the server works on this one. */
async function* ahead<T>(batches: AsyncGenerator<T, undefined>): AsyncGenerator<T> {
  const pull = (): Promise<IteratorResult<T, undefined>> => {
    const next = batches.next()
    // Whoever waits for it hears of it; until then it is no unhandled rejection.
    next.catch(() => undefined)
    return next
  }
  let next = pull()
  try {
    for (let made = await next; made.done !== true; made = await next) {
      next = pull()
      yield made.value
    }
  } finally {
    await next.catch(() => undefined)
    await batches.return(undefined)
  }
}
