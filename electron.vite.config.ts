import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)
/** The test flavour knows planted faults and lies beside the release, which knows none. */
const test = process.env.PENSTOCK_FLAVOUR === 'test'
const out = (part: string) => at(`${test ? 'out-test' : 'out'}/${part}`)
const define = { __PENSTOCK_TEST__: JSON.stringify(test) }

/** A release holds not even the names of the faults that tests plant. */
const withoutPlants = {
  name: 'without-plants',
  enforce: 'pre' as const,
  transform: (code: string) => (code.includes('planted(') ? code.replaceAll(/\bplanted\('[a-z0-9-]+'\)/g, 'false') : undefined)
}

export default defineConfig({
  main: {
    define,
    plugins: test ? [] : [withoutPlants],
    build: {
      outDir: out('main'),
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          engine: at('src/pipeline/hosts/engine.ts'),
          worker: at('src/pipeline/hosts/worker.ts'),
          serve: at('src/pipeline/hosts/serve.ts'),
          cli: at('src/pipeline/hosts/cli.ts')
        }
      }
    }
  },
  preload: {
    build: {
      outDir: out('preload'),
      rolldownOptions: {
        input: { index: at('src/main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    define,
    build: {
      outDir: out('renderer'),
      emptyOutDir: true,
      minify: true,
      rolldownOptions: { input: { index: at('src/renderer/index.html') } }
    }
  }
})
