import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { readTextIfExists, writeFileAtomic } from '../lib/atomic-file'
import { AppError } from '../lib/errors'
import { chosenProfile, DEFAULT_PROFILE, profileFolders, requireProfile } from './profiles'

/** Raised when an older app would misread a workspace. */
const WORKSPACE_FORMAT = 1

const workspaceFile = z.object({
  format: z.number().int(),
  id: z.string().min(1),
  title: z.string().min(1),
  /** Everything in it was made by the demo generator. */
  simulated: z.boolean().default(false)
})

/** A workspace's folders in one profile, all absolute. `state` (`.penstock`) is private to this user. */
export interface Workspace {
  root: string
  /** `default`, or one that has a lake and a state of its own; the other folders are shared by all. */
  profile: string
  id: string
  title: string
  simulated: boolean
  datasets: string
  connections: string
  lake: string
  state: string
}

export interface CreateOptions {
  title?: string | undefined
  simulated?: boolean | undefined
}

/** Makes a workspace in an empty or missing folder, or opens the one that is there. `workspace.foreign` where other files lie. */
export async function createWorkspace(
  folder: string,
  options: CreateOptions = {}
): Promise<{ workspace: Workspace; created: boolean }> {
  const root = resolve(folder)
  if ((await readTextIfExists(join(root, 'workspace.json'))) !== undefined) {
    return { workspace: await openWorkspace(root), created: false }
  }
  await mkdir(root, { recursive: true })
  const others = (await readdir(root)).filter((name) => !leftovers.has(name) && !name.endsWith('.tmp'))
  if (others.length > 0) {
    throw new AppError('workspace.foreign', `${root} holds files that are not Penstock's (${others.slice(0, 3).join(', ')}).`, {
      hint: 'Choose an empty folder, or a new one.',
      details: { path: root, files: others.slice(0, 10) }
    })
  }
  await makeFolders(foldersOf(root, DEFAULT_PROFILE))
  const content = {
    format: WORKSPACE_FORMAT,
    id: randomUUID(),
    title: options.title ?? basename(root),
    simulated: options.simulated ?? false
  }
  await writeFileAtomic(join(root, 'workspace.json'), `${JSON.stringify(content, null, 2)}\n`)
  return { workspace: await openWorkspace(root), created: true }
}

/** What an `init` that was killed half-way leaves behind. */
const leftovers = new Set(['datasets', 'lake', '.penstock'])

/**
 * Reads `workspace.json` and makes the folders that are missing; without a profile it opens the one that was chosen last.
 * Errors: `workspace.missing`, `workspace.foreign`, `state.newer`, `profile.missing`.
 */
export async function openWorkspace(folder: string, named?: string): Promise<Workspace> {
  const root = resolve(folder)
  const text = await readTextIfExists(join(root, 'workspace.json'))
  if (text === undefined) throw missing(root)
  const file = parseWorkspaceFile(root, text)
  const profile = named ?? (await chosenProfile(root))
  if (profile !== DEFAULT_PROFILE) await requireProfile(root, profile)
  const folders = foldersOf(root, profile)
  await makeFolders(folders)
  return { root, profile, id: file.id, title: file.title, simulated: file.simulated, ...folders }
}

/** The workspace that holds `folder`: itself or the nearest folder upward with a `workspace.json`. */
export async function findWorkspace(folder: string): Promise<string | undefined> {
  let at = resolve(folder)
  for (;;) {
    const found = await stat(join(at, 'workspace.json')).catch(() => undefined)
    if (found?.isFile() === true) return at
    const parent = dirname(at)
    if (parent === at) return undefined
    at = parent
  }
}

function parseWorkspaceFile(root: string, text: string): z.infer<typeof workspaceFile> {
  const path = join(root, 'workspace.json')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  const parsed = workspaceFile.safeParse(json)
  if (!parsed.success) {
    throw new AppError('workspace.foreign', `${path} is not a workspace file of Penstock.`, {
      hint: 'Open another folder, or bring the file back from a backup; nothing was changed.',
      details: { path }
    })
  }
  if (parsed.data.format > WORKSPACE_FORMAT) {
    throw new AppError('state.newer', `${root} was written by a newer Penstock (format ${parsed.data.format}).`, {
      hint: 'Update Penstock, then open it again; nothing was changed.',
      details: { path, format: parsed.data.format, supported: WORKSPACE_FORMAT }
    })
  }
  return parsed.data
}

function missing(root: string): AppError {
  return new AppError('workspace.missing', `${root} is not a Penstock workspace: it has no workspace.json.`, {
    hint: 'Make one with "init", or open a folder that has one.',
    details: { path: root }
  })
}

type Folders = Pick<Workspace, 'datasets' | 'connections' | 'lake' | 'state'>

const foldersOf = (root: string, profile: string): Folders => ({
  datasets: join(root, 'datasets'),
  connections: join(root, 'connections'),
  ...profileFolders(root, profile)
})

async function makeFolders({ datasets, lake, state }: Folders): Promise<void> {
  await mkdir(datasets, { recursive: true })
  await mkdir(lake, { recursive: true })
  await mkdir(join(state, 'tmp'), { recursive: true, mode: 0o700 })
  await mkdir(join(state, 'logs'), { recursive: true, mode: 0o700 })
  await chmod(state, 0o700)
}
