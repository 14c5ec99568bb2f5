import { fork } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import type { Workspace } from '../workspace'
import type { BuiltHosts } from './bundle-hosts'

const said = z.object({ t: z.string(), job: z.string().optional(), state: z.string().optional(), message: z.string().optional() })
type Said = z.infer<typeof said>

/** testing/engine-process.ts as a process of its own, with faults planted in it. */
export interface EngineChild {
  heard: ReadonlyMap<string, Said>
  send(message: string): void
  /** The newest message of a kind, once there is one. */
  until(kind: string): Promise<Said>
  /** Resolves when it is gone, by whatever hand. */
  gone: Promise<unknown>
  kill(): Promise<void>
}

export function engineChild(built: BuiltHosts, workspace: Workspace, plant = ''): EngineChild {
  const env = { ...process.env, PENSTOCK_PLANT: plant }
  const child = fork(built.engine, [workspace.root, built.worker], { execArgv: [], env })
  const gone = once(child, 'exit')
  const heard = new Map<string, Said>()
  let wake: () => void = () => undefined
  child.on('message', (message) => {
    const parsed = said.parse(message)
    heard.set(parsed.t, parsed)
    wake()
  })
  return {
    heard,
    send: (message) => void child.send(message),
    until: async (kind) => {
      for (;;) {
        const found = heard.get(kind)
        if (found !== undefined) return found
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    gone,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    }
  }
}
