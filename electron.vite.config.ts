import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)
const flavour = process.env.PENSTOCK_FLAVOUR === 'test'

export default defineConfig({
  main: {
    define: { __PENSTOCK_TEST__: JSON.stringify(flavour) },
    build: {
      externalizeDeps: true,
      rollupOptions: {
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
      rollupOptions: {
        input: { index: at('src/main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    define: { __PENSTOCK_TEST__: JSON.stringify(flavour) },
    build: { rollupOptions: { input: { index: at('src/renderer/index.html') } } }
  }
})
