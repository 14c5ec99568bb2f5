import { runInNode } from '../cli'

await runInNode(process.argv.slice(2), import.meta.dirname)
