import { quoteName } from '../../connect/mysql/names'
import type { MysqlSession } from '../../connect/mysql/open'
import { AppError } from '../../lib/errors'
import { isTestBuild, planted } from '../../lib/plant'
import type { Outgoing, OutgoingFacts } from '../../load/duck/outgoing'
import type { Delivered } from '../worker-api'
import type { TargetShape } from './columns'
import { deliveryDigest } from './digest'
import { compare, readBack } from './read-back'
import { lockRecord, writeRecord, type DeliveryRecord, type NewRecord } from './records'
import { sendRows } from './send-rows'
import { text, type Target } from './target'

export interface PartitionDelivery {
  dt: string
  version: number
  /** What it will be known by; undefined where the lake has no digest of it. */
  content: string | undefined
  run: string
  owner: string
  lake: string
  again: boolean
  sent: (rows: number) => void
}

/** One partition in one transaction: its rows, and that they are there. Errors: `deliver.differs`, `deliver.table`, `mysql.*`. */
export async function deliverPartition(
  session: MysqlSession,
  target: Target,
  shape: TargetShape,
  delivery: PartitionDelivery,
  rows: Outgoing
): Promise<Delivered> {
  const { dt, version, content } = delivery
  const facts = rows.facts()
  // Whoever waits for it hears of it; until then it is no unhandled rejection.
  facts.catch(() => undefined)
  await session.run('START TRANSACTION')
  const known = await lockRecord(session, target, dt)
  await refuseForeign(session, target, shape, delivery, known)
  if (
    known !== undefined &&
    content !== undefined &&
    known.content === content &&
    known.lake === delivery.lake &&
    !delivery.again
  ) {
    await session.run('ROLLBACK')
    return { dt, version, rows: known.rows, digest: known.digest, change: 'unchanged' }
  }
  const own = `${quoteName(shape.partition)} = ${text(dt)}`
  if (shape.key.length === 0) await session.run(`DELETE FROM ${target.sql} WHERE ${own}`)
  await sendRows(session, target, shape, dt, rows, delivery.sent)
  const sent = await facts
  refuseNotFinite(target, dt, sent)
  let found = await readBack(session, target, shape, dt)
  if (shape.key.length > 0 && found.rows > sent.rows) {
    // Rows are gone from the lake: the partition is sent anew as a whole, still in the same transaction.
    await session.run(`DELETE FROM ${target.sql} WHERE ${own}`)
    await sendRows(session, target, shape, dt, rows, delivery.sent)
    found = await readBack(session, target, shape, dt)
  }
  await compare(session, target, shape, dt, { facts: sent, rows, found })
  const record = recordOf(delivery, sent)
  if (isTestBuild && planted('batch-id-outside-tx')) await session.run('COMMIT')
  await writeRecord(session, target, record)
  await session.run('COMMIT')
  return { dt, version, rows: record.rows, digest: record.digest, change: 'delivered' }
}

const recordOf = ({ dt, version, content, run, owner, lake }: PartitionDelivery, { rows, sum }: OutgoingFacts): NewRecord => ({
  ...{ dt, version, content, run, owner, lake, rows },
  digest: deliveryDigest(sum)
})

/** Rows that somebody else has put there are not this dataset's to take out. */
async function refuseForeign(
  session: MysqlSession,
  target: Target,
  shape: TargetShape,
  { dt, owner }: PartitionDelivery,
  known: DeliveryRecord | undefined
): Promise<void> {
  if (known?.owner === owner) return
  if (known === undefined) {
    const partition = `${quoteName(shape.partition)} = ${text(dt)}`
    const { rows } = await session.rows(`SELECT 1 FROM ${target.sql} WHERE ${partition} LIMIT 1`)
    if (rows.length === 0) return
  }
  const whose =
    known === undefined
      ? 'rows that no delivery of it has put there'
      : `what another workspace or profile delivered (${known.owner})`
  throw new AppError('deliver.table', `${target.name} holds ${whose} in ${dt}; they were left as they are.`, {
    hint: 'Deliver to another table, or remove these rows, and their row in penstock_deliveries, where they are not needed.',
    details: { table: target.name, partition: dt, owner: known?.owner ?? null }
  })
}

function refuseNotFinite(target: Target, dt: string, { notFinite }: OutgoingFacts): void {
  if (notFinite.length === 0) return
  throw new AppError(
    'deliver.table',
    `${target.dataset} ${dt} has NaN or infinity in ${notFinite.join(', ')}; no table of MySQL holds these.`,
    {
      hint: 'Make them empty in the query of the dataset, for instance by nullif on what it divides by.',
      details: { table: target.name, partition: dt, columns: notFinite }
    }
  )
}
