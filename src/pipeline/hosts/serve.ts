import { runInNode } from '../cli'

await runInNode(['serve', ...process.argv.slice(2)], import.meta.dirname)
