/** Bundles bench/run.ts and the worker process into .cache/bench; packages stay outside. Runs under the pinned Node. */
import { build } from 'vite'
import { at, cache } from './paths.mjs'

await build({
  root: at(),
  configFile: false,
  logLevel: 'error',
  define: { __PENSTOCK_TEST__: 'false' },
  build: {
    ssr: true,
    outDir: cache('bench'),
    emptyOutDir: true,
    target: 'node24',
    rolldownOptions: {
      input: { run: at('bench', 'run.ts'), worker: at('src', 'pipeline', 'hosts', 'worker.ts') },
      output: { entryFileNames: '[name].js' }
    }
  }
})
