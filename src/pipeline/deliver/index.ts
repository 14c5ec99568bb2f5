import { deliver } from './mysql/deliver'
import type { DeliverWorker } from './worker-api'

/** Everything that sends partitions to other systems. */
export const createDeliverWorker = (): DeliverWorker => ({ deliver })
