import { randomUUID } from 'node:crypto'
import { openEngine } from '../engine'
import { connectTo } from './client'
import { nodeHost } from './node-host'

/** An engine in a process of its own: `engine-process.ts WORKSPACE WORKER`; each message is a dataset to load. */
const [workspace = '', worker = ''] = process.argv.slice(2)
const tell = (message: unknown): void => void process.send?.(message)

const engine = await openEngine(nodeHost(worker).host, { workspace })
const client = connectTo(engine)
process.on('message', (name) => {
  void load(String(name))
})
tell({ t: 'ready' })

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
