import { z } from 'zod'
import { errorData } from './errors'

/**
 * What Electron's main process and the engine's utility process say to each other by `process.parentPort`.
 * Every message is plain data; those marked "+ port" carry exactly one MessagePortMain.
 */
export const workerRole = z.enum(['load', 'read', 'collect'])
export type WorkerRole = z.infer<typeof workerRole>

const workerId = z.number().int().min(1)

/** main → engine. `open` comes first and once. */
export const toEngineHost = z.discriminatedUnion('t', [
  /** `workspace` is an existing workspace's absolute path; `renderer` the built pages, served to browsers of this machine too. */
  z
    .object({
      t: z.literal('open'),
      workspace: z.string(),
      /** The one that was chosen last where absent. */
      profile: z.string().optional(),
      appVersion: z.string(),
      renderer: z.string().optional()
    })
    .strict(),
  /** A window's port to the engine (+ port): binary frames, see FrameChannel. May come before `opened`: it then waits. */
  z.object({ t: z.literal('client'), name: z.string().max(64) }).strict(),
  /** Answers `spawn` (+ port whose other end the worker holds). */
  z.object({ t: z.literal('spawned'), id: workerId }).strict(),
  /** The worker's process is gone, or could never be started. */
  z.object({ t: z.literal('exit'), id: workerId, reason: z.string() }).strict(),
  /** Answers `crypt`: `ready` with nothing, `encrypt` with base64, `decrypt` with the text, and the same under a newer key. */
  z.object({ t: z.literal('crypted'), id: workerId, text: z.string(), renewed: z.string().optional() }).strict(),
  /** The system offers no store, or cannot do it. */
  z.object({ t: z.literal('uncrypted'), id: workerId, error: errorData }).strict(),
  /** Finish: cancel nothing that is committed, answer `closed`, then exit with code 0. */
  z.object({ t: z.literal('close') }).strict()
])
export type ToEngineHost = z.infer<typeof toEngineHost>

/** engine → main. */
export const fromEngineHost = z.discriminatedUnion('t', [
  /** The workspace is open; also when another engine owns it and this process only passes frames on (`relayed`). */
  z.object({ t: z.literal('opened'), instance: z.string(), title: z.string(), relayed: z.boolean() }).strict(),
  /** The workspace could not be opened; the process exits with code 1 afterwards. */
  z.object({ t: z.literal('failed'), error: errorData }).strict(),
  /** Start hosts/worker.js as a utility process; answered by `spawned` or `exit`. */
  z.object({ t: z.literal('spawn'), id: workerId, role: workerRole }).strict(),
  /** End that worker's process at once. */
  z.object({ t: z.literal('kill'), id: workerId }).strict(),
  /** Of the system's store for secrets, which only main can reach: whether there is one (`text` is empty), or this text there and back. */
  z.object({ t: z.literal('crypt'), id: workerId, what: z.enum(['ready', 'encrypt', 'decrypt']), text: z.string() }).strict(),
  /** Another profile was chosen: end this process and start another, which opens it. */
  z.object({ t: z.literal('profile') }).strict(),
  z.object({ t: z.literal('closed') }).strict()
])
export type FromEngineHost = z.infer<typeof fromEngineHost>

/** main → worker's utility process, once, + the port that leads to the engine. */
export const toWorkerHost = z.object({ t: z.literal('connect'), role: workerRole }).strict()
export type ToWorkerHost = z.infer<typeof toWorkerHost>
