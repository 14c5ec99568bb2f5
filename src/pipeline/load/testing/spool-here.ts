import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sourceSpec, type RecogniseOverrides, type Recognition, type SourceSpec } from '../../contract'
import { spool, type Spooled, type SpoolContext } from '../decode/spool'
import { recognise } from '../sniff'

/** A workspace in a temporary folder, for tests over real files. */
export interface Room {
  root: string
  write: (name: string, content: string | Buffer) => Promise<string>
  spool: (source: Partial<SourceSpec> & { location: string }, context?: Partial<SpoolContext>) => Promise<Spooled>
  /** Texts of the spooled files by name. */
  texts: (source: Partial<SourceSpec> & { location: string }, context?: Partial<SpoolContext>) => Promise<Record<string, string>>
  recognise: (location: string, overrides?: RecogniseOverrides) => Promise<Recognition>
  remove: () => Promise<void>
}

export async function newRoom(): Promise<Room> {
  const root = await mkdtemp(join(tmpdir(), 'penstock-load-'))
  const newScratch = (): Promise<string> => mkdtemp(join(root, '.scratch-'))
  const signal = new AbortController().signal
  const run: Room['spool'] = async (source, context = {}) =>
    spool(sourceSpec.parse({ format: 'csv', ...source }), {
      workspaceRoot: root,
      scratch: await newScratch(),
      signal,
      progress: () => undefined,
      ...context
    })
  return {
    root,
    write: async (name, content) => {
      await writeFile(join(root, name), content)
      return join(root, name)
    },
    spool: run,
    texts: async (source, context) => {
      const { files } = await run(source, context)
      return Object.fromEntries(
        await Promise.all(files.map(async ({ name, path }) => [name, await readFile(path, 'utf8')] as const))
      )
    },
    recognise: async (location, overrides = {}) =>
      recognise({ location, workspaceRoot: root, overrides, scratch: await newScratch() }, { signal, progress: () => undefined }),
    remove: () => rm(root, { recursive: true, force: true })
  }
}
