import { toWorkerHost } from '../contract'
import { parentPort, type UtilityPort } from '../engine/utility-ports'
import { serveWorker, type AllWorker } from '../engine/worker-pool/serve-worker'
import { createCollectWorker } from '../collect'
import { createDeliverWorker } from '../deliver'
import { createDuckWorker } from '../load/duck/worker'

/** A worker's process: a utility process of Electron, or a fork of plain Node. It ends when the engine that it works for is gone. */
const parent = parentPort()
if (parent === undefined) await serveFork()
else parent.on('message', ({ data, ports: [port] }) => void servePort(toWorkerHost.safeParse(data).success ? port : undefined))

async function servePort(port: UtilityPort | undefined): Promise<void> {
  if (port === undefined) return
  port.on('close', () => process.exit(0))
  serveWorker(
    {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => {
        port.on('message', ({ data }) => listener(data))
        port.start()
      }
    },
    await createWorker()
  )
}

async function serveFork(): Promise<void> {
  process.on('disconnect', () => process.exit(0))
  serveWorker(
    { post: (message) => void process.send?.(message), onMessage: (listener) => void process.on('message', listener) },
    await createWorker()
  )
}

async function createWorker(): Promise<AllWorker> {
  return { ...(await createDuckWorker()), ...createCollectWorker(), ...createDeliverWorker() }
}
