import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200),
  height: z.number().int().min(200)
})
export type Bounds = z.infer<typeof bounds>

const shellState = z.object({
  bounds: bounds.optional(),
  maximized: z.boolean().default(false),
  /** As last known from the settings, so that the window opens in its colours and the menu in its language. */
  theme: z.enum(['light', 'dark', 'system']).default('system'),
  language: z.enum(['ko', 'en', 'system']).default('system')
})
export type ShellState = z.infer<typeof shellState>

/** What the shell remembers between starts; a missing or damaged file is a first start. */
export class ShellStateFile {
  state: ShellState

  constructor(private readonly path: string) {
    this.state = read(path)
  }

  update(patch: Partial<ShellState>): void {
    this.state = { ...this.state, ...patch }
    mkdirSync(dirname(this.path), { recursive: true })
    const temporary = `${this.path}.${process.pid}.tmp`
    writeFileSync(temporary, JSON.stringify(this.state))
    renameSync(temporary, this.path)
  }
}

function read(path: string): ShellState {
  try {
    return shellState.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return shellState.parse({})
  }
}

/** Bounds that lie on a screen that is still there; otherwise the size alone, so that the window never opens out of sight. */
export function visibleBounds(saved: Bounds | undefined, screens: readonly Bounds[]): Partial<Bounds> {
  if (saved === undefined) return {}
  const middle = { x: saved.x + saved.width / 2, y: saved.y + 20 }
  const seen = screens.some(
    ({ x, y, width, height }) => middle.x >= x && middle.x < x + width && middle.y >= y && middle.y < y + height
  )
  return seen ? saved : { width: saved.width, height: saved.height }
}
