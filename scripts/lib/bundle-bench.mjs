/** Bundles bench/run.ts into .cache/bench; packages stay outside. Runs under the pinned Node. */
import { build } from 'vite'
import { at, cache } from './paths.mjs'

await build({
  root: at(),
  configFile: false,
  logLevel: 'error',
  define: { __PENSTOCK_TEST__: 'false' },
  build: {
    ssr: at('bench', 'run.ts'),
    outDir: cache('bench'),
    emptyOutDir: true,
    target: 'node24',
    rollupOptions: { output: { entryFileNames: 'run.js' } }
  }
})
