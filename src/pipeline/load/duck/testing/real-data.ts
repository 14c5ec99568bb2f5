import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe } from 'vitest'

const root = resolve(process.env.PENSTOCK_DATA ?? resolve(import.meta.dirname, '../../../../../../shared/data'))

/** Real input by its path in the data folder. */
export const dataPath = (name: string): string => resolve(root, name)

/** Skips by name where the data is missing, except on CI. */
export const describeData = existsSync(root) || process.env.CI === 'true' ? describe : describe.skip

/** Lines of a plain CSV without quotes, header first, split at commas: the oracle's reading. */
export function plainCsv(path: string): string[][] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '')
    .map((line) => line.split(','))
}
