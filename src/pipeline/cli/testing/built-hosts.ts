import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const repository = resolve(import.meta.dirname, '../../../..')
const pipeline = join(repository, 'src', 'pipeline')
const hosts = ['cli', 'serve', 'worker'] as const

/** The hosts of plain Node, built from the sources as they are now in the test flavour; one build for all test files. */
export async function builtHosts(): Promise<{ folder: string; cli: string; serve: string }> {
  const builds = join(repository, '.cache', 'cli-hosts')
  const folder = join(builds, await fingerprint(), 'main')
  if (!existsSync(folder)) {
    await removeOld(builds)
    await buildInto(folder)
  }
  return { folder, cli: join(folder, 'cli.js'), serve: join(folder, 'serve.js') }
}

const DAY_MS = 86_400_000

/** Builds of earlier sources, but for those that a run beside this one may still use. */
async function removeOld(builds: string): Promise<void> {
  const names = existsSync(builds) ? await readdir(builds) : []
  for (const name of names) {
    const path = join(builds, name)
    if (Date.now() - (await stat(path)).mtimeMs > DAY_MS) await rm(path, { recursive: true, force: true })
  }
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
