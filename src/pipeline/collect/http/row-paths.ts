import { isRecord, type Tree } from './answer/tree'

const MAX_DEPTH = 8
const MAX_LOOKED_AT = 20_000
const MAX_PATHS = 20

/** Paths under which rows could stand, with how many, most first: lists, and single objects that hold texts. */
export function rowPaths(root: Tree): { path: string; rows: number }[] {
  const found: { path: string; rows: number; list: boolean }[] = []
  let looked = 0
  const look = (value: Tree, path: string, depth: number): void => {
    looked += 1
    if (depth > MAX_DEPTH || looked > MAX_LOOKED_AT) return
    if (Array.isArray(value)) {
      if (value.length > 0) found.push({ path, rows: value.length, list: true })
      return
    }
    if (!isRecord(value)) return
    const entries = Object.entries(value)
    if (path !== '' && entries.some(([, item]) => typeof item === 'string')) found.push({ path, rows: 1, list: false })
    for (const [name, item] of entries) {
      if (!name.includes('.')) look(item, path === '' ? name : `${path}.${name}`, depth + 1)
    }
  }
  look(root, '', 0)
  return found
    .sort((a, b) => b.rows - a.rows || Number(b.list) - Number(a.list))
    .slice(0, MAX_PATHS)
    .map(({ path, rows }) => ({ path, rows }))
}
