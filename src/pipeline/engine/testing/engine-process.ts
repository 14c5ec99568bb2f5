import { randomUUID } from 'node:crypto'
import { NodeVault } from '../../connect'
import { openEngine } from '../engine'
import { connectTo } from './client'
import { nodeHost } from './node-host'

/**
 * An engine in a process of its own: `engine-process.ts WORKSPACE WORKER`; each message is a dataset to load, `backfill NAME`,
 * `review NAME` or `publish BACKFILL`. It tells when a backfill has ended or waits for a review, also one that an earlier engine began.
 */
const [workspace = '', worker = ''] = process.argv.slice(2)
const tell = (message: unknown): void => void process.send?.(message)

const secrets = new NodeVault({ env: process.env })
const engine = await openEngine({ ...nodeHost(worker).host, secrets, kind: 'serve' }, { workspace })
const client = connectTo(engine)
const ends = new Set(['done', 'failed', 'cancelled', 'discarded'])
const tellOf = ({ id, state }: { id: string; state: string }): void => {
  if (ends.has(state)) tell({ t: 'backfilled', job: id, state })
  if (state === 'staged') tell({ t: 'staged', job: id, state })
}
client.client.subscribe('backfills.changed', {}, { event: tellOf })
process.on('message', (said) => {
  const [word = '', name] = String(said).split(' ')
  void (name === undefined ? load(word) : word === 'publish' ? publish(name) : backfill(name, word === 'review'))
})
tell({ t: 'ready' })
// It may have come this far before anybody listened.
for (const summary of await client.call('backfills.list', {})) tellOf(summary)

async function backfill(name: string, review: boolean): Promise<void> {
  const options = review ? { publish: 'review' as const } : {}
  try {
    const { id } = await client.call('backfills.start', {
      ...{ selection: { name, only: 'all' }, options, clientRequestId: randomUUID() }
    })
    tell({ t: 'started', job: id })
  } catch (error) {
    tell({ t: 'failed', message: String(error) })
  }
}

async function publish(id: string): Promise<void> {
  try {
    await client.call('backfills.publish', { id, clientRequestId: randomUUID() })
    tell({ t: 'publishing', job: id })
  } catch (error) {
    tell({ t: 'failed', message: String(error) })
  }
}

async function load(name: string): Promise<void> {
  try {
    const { job } = await client.call('loads.start', { name, clientRequestId: randomUUID() })
    tell({ t: 'started', job })
    const ended = await client.ended(job)
    tell({ t: 'ended', job, state: ended.state, error: ended.error })
  } catch (error) {
    tell({ t: 'failed', message: String(error) })
  }
}
