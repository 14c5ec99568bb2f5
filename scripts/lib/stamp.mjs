import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

export function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** A small file that remembers for which input something was made. */
export const stamp = (path) => ({
  matches: (value) => readIfThere(path) === value,
  write: (value) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, value)
  }
})

/** Changes when any of these files or folders changes: path, size and time of every file. Costs milliseconds. */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) for (const line of describe(path)) hash.update(line)
  return hash.digest('hex')
}

function* describe(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isDirectory()) {
    yield `${path}\0${found.size}\0${found.mtimeMs}\n`
    return
  }
  for (const entry of readdirSync(path).sort()) yield* describe(join(path, entry))
}
