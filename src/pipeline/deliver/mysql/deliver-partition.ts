import { quoteName } from '../../connect/mysql/names'
import type { MysqlSession } from '../../connect/mysql/open'
import { AppError } from '../../lib/errors'
import { isTestBuild, planted } from '../../lib/plant'
import type { Outgoing, OutgoingFacts } from '../../load/duck/outgoing'
import type { Delivered } from '../worker-api'
import type { TargetShape } from './columns'
import { deliveryDigest } from './digest'
import { compare, readBack } from './read-back'
import { lockRecord, writeRecord, type NewRecord } from './records'
import { sendRows } from './send-rows'
import { text, type Target } from './target'

export interface PartitionDelivery {
  dt: string
  version: number
  /** What it will be known by; undefined where the lake has no digest of it. */
  content: string | undefined
  run: string
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
  if (isTestBuild && planted('batch-id-outside-tx')) await writeRecord(session, target, recordOf(delivery, await facts))
  await session.run('START TRANSACTION')
  const known = await lockRecord(session, target, dt)
  if (known !== undefined && content !== undefined && known.content === content && !delivery.again) {
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
  if (!(isTestBuild && planted('batch-id-outside-tx'))) await writeRecord(session, target, record)
  await session.run('COMMIT')
  return { dt, version, rows: record.rows, digest: record.digest, change: 'delivered' }
}

const recordOf = ({ dt, version, content, run }: PartitionDelivery, { rows, sum }: OutgoingFacts): NewRecord => ({
  ...{ dt, version, content, run, rows },
  digest: deliveryDigest(sum)
})

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
