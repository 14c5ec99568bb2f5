import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { datasetName, fieldName } from '../contract'
import { readTextIfExists, writeFileAtomic } from '../lib/atomic-file'
import { AppError } from '../lib/errors'
import { ConnectionFiles } from './connections/connection-files'
import { VariablesStore } from './connections/variables-store'

export const DEFAULT_PROFILE = 'default'

/** Where a profile keeps what is its own. Of `default` it is the workspace's root, so that a workspace without profiles looks as it always did. */
export function profileFolders(root: string, profile: string): { lake: string; state: string } {
  const own = profile === DEFAULT_PROFILE ? root : join(root, 'profiles', profile)
  return { lake: join(own, 'lake'), state: join(own, '.penstock') }
}

/** The profile that `profiles.use` chose; `default` where none was. */
export async function chosenProfile(root: string): Promise<string> {
  const text = (await readTextIfExists(choiceOf(root)))?.trim() ?? ''
  return text === '' ? DEFAULT_PROFILE : text
}

/** The next engine that is told no profile opens this one. Errors: `profile.missing`. */
export async function chooseProfile(root: string, profile: string): Promise<void> {
  await requireProfile(root, profile)
  await mkdir(join(root, '.penstock'), { recursive: true, mode: 0o700 })
  await writeFileAtomic(choiceOf(root), `${profile}\n`)
}

const choiceOf = (root: string): string => join(root, '.penstock', 'profile')

/** `profile.missing` where nothing of the workspace names it: a mistyped profile must not become a new, empty lake. */
export async function requireProfile(root: string, profile: string): Promise<void> {
  const known = await knownProfiles(root)
  if (known.includes(profile)) return
  throw new AppError('profile.missing', `There is no profile "${profile}" (there are: ${known.join(', ')}).`, {
    hint: 'Name it under "profiles" of variables.json or of a connection first, or use one that is there.',
    details: { profile, known }
  })
}

/** `default` first, then by name: profiles of variables and connections, and those that have a folder. */
export async function knownProfiles(root: string): Promise<string[]> {
  const [variables, connections, folders] = await Promise.all([ofVariables(root), ofConnections(root), ofFolders(root)])
  const named = new Set(
    [...variables, ...connections, ...folders].filter((name) => name !== DEFAULT_PROFILE && isProfileName(name))
  )
  return [DEFAULT_PROFILE, ...[...named].sort()]
}

/** A profile's name is a folder's too: no device names. */
const isProfileName = (name: string): boolean => fieldName.safeParse(name).success && datasetName.safeParse(name).success

/** A file that cannot be read is told where connections and variables are shown; here it names no profiles. */
async function ofVariables(root: string): Promise<string[]> {
  const file = await new VariablesStore(root).get().catch(() => undefined)
  return Object.keys(file?.profiles ?? {})
}

async function ofConnections(root: string): Promise<string[]> {
  const entries = await new ConnectionFiles(join(root, 'connections')).list()
  return entries.flatMap((entry) => ('spec' in entry ? Object.keys(entry.spec.profiles) : []))
}

async function ofFolders(root: string): Promise<string[]> {
  const entries = await readdir(join(root, 'profiles'), { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}
