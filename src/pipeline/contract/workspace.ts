import { z } from 'zod'
import { instant } from './names'

export const workspaceInfo = z.object({
  id: z.string(),
  title: z.string(),
  root: z.string(),
  lake: z.string(),
  /** Made by the demo generator: everything in it is simulated. */
  simulated: z.boolean(),
  appVersion: z.string(),
  readOnly: z.boolean(),
  /** How files reach the engine: by path (a window on this machine) or by upload (a browser). */
  host: z.enum(['desktop', 'serve', 'cli'])
})
export type WorkspaceInfo = z.infer<typeof workspaceInfo>

export const engineStatus = z.object({
  now: instant,
  worker: z.enum(['ready', 'starting', 'down']),
  lakeBytes: z.number().int(),
  lakeRows: z.number().int(),
  datasets: z.number().int(),
  jobsRunning: z.number().int(),
  diskFreeBytes: z.number().int().nullable()
})
export type EngineStatus = z.infer<typeof engineStatus>

export const settings = z.object({
  language: z.enum(['ko', 'en', 'system']),
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['compact', 'comfortable']),
  railFolded: z.boolean(),
  /** Zone in which instants are shown. */
  zone: z.string()
})
export type Settings = z.infer<typeof settings>
export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  railFolded: false,
  zone: 'Asia/Seoul'
}
