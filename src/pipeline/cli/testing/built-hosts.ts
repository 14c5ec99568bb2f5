import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const repository = resolve(import.meta.dirname, '../../../..')
const pipeline = join(repository, 'src', 'pipeline')
const hosts = ['cli', 'serve', 'worker'] as const

/** The hosts of plain Node, built from the sources as they are now in the test flavour; one build for all test files. */
export async function builtHosts(): Promise<{ folder: string; cli: string; serve: string }> {
  const folder = join(repository, '.cache', 'test-hosts', await fingerprint(), 'main')
  if (!existsSync(folder)) await buildInto(folder)
  return { folder, cli: join(folder, 'cli.js'), serve: join(folder, 'serve.js') }
}

async function fingerprint(): Promise<string> {
  const entries = await readdir(pipeline, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /(?<!\.(test|judge|fault))\.ts$/.test(entry.name))
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path).update(await readFile(path))
  return hash.digest('hex').slice(0, 16)
}

/** Builds beside and moves into place, so that test files that run at once never see half a build. */
async function buildInto(folder: string): Promise<void> {
  const own = `${folder}.${process.pid}`
  await build({
    root: repository,
    configFile: false,
    logLevel: 'error',
    define: { __PENSTOCK_TEST__: 'true' },
    build: {
      ssr: true,
      target: 'node24',
      outDir: own,
      emptyOutDir: true,
      rolldownOptions: { input: Object.fromEntries(hosts.map((name) => [name, join(pipeline, 'hosts', `${name}.ts`)])) }
    }
  })
  const renderer = resolve(folder, '..', 'renderer')
  await mkdir(renderer, { recursive: true })
  await writeFile(join(renderer, 'index.html'), '<title>Penstock</title>')
  await rename(own, folder).catch(async (error: unknown) => {
    if (!existsSync(folder)) throw error
    await rm(own, { recursive: true })
  })
}
