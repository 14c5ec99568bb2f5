import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../../../..')

/** The real processes, built as the application builds them: what tests fork and kill. */
export interface BuiltHosts {
  worker: string
  /** testing/engine-process.ts: an engine that is told what to do by its parent. */
  engine: string
  remove(): Promise<void>
}

/** Builds into `.cache/test-hosts/<random>`, since the built files find their packages upward from there. */
export async function bundleHosts(): Promise<BuiltHosts> {
  const outDir = join(root, '.cache', 'test-hosts', randomBytes(6).toString('hex'))
  const entry = { worker: join(root, 'src/pipeline/hosts/worker.ts'), engine: join(import.meta.dirname, 'engine-process.ts') }
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { __PENSTOCK_TEST__: 'true' },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input: entry, output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } }
    }
  })
  return {
    worker: join(outDir, 'worker.mjs'),
    engine: join(outDir, 'engine.mjs'),
    remove: () => rm(outDir, { recursive: true, force: true })
  }
}
