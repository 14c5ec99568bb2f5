import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../../../..')

/** Builds testing/writer-process.ts as the application is built, test flavour: a process that tests can race, trace and fail. */
export async function bundleWriter(): Promise<{ path: string; remove: () => Promise<void> }> {
  // Below the checkout, since the built file finds its packages upward from there.
  const outDir = join(root, '.cache', 'test-lake', randomBytes(6).toString('hex'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { __PENSTOCK_TEST__: 'true' },
    build: {
      ssr: join(import.meta.dirname, 'writer-process.ts'),
      target: 'node24',
      outDir,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'writer.mjs' } }
    }
  })
  return { path: join(outDir, 'writer.mjs'), remove: () => rm(outDir, { recursive: true, force: true }) }
}
