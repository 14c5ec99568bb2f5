/** A value of a parsed answer: texts, numbers as `JSON.rawJSON` where their digits matter, lists and objects. */
export type Tree = unknown

export const isRecord = (value: Tree): value is Record<string, Tree> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a path (`response.body.items`), undefined where there is nothing. Only an object's own names count. */
export function at(root: Tree, path: string): Tree {
  if (path === '') return root
  let value = root
  for (const name of path.split('.')) {
    if (Array.isArray(value)) value = /^\d+$/.test(name) ? value[Number(name)] : undefined
    else value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
    if (value === undefined) return undefined
  }
  return value
}

/** A value as text: numbers as they were written, objects and lists as JSON; null for nothing. */
export function textOf(value: Tree): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}

/** What the first path that is there says, as text. */
export function firstText(root: Tree, paths: string | readonly string[] | undefined): string | undefined {
  for (const path of paths === undefined ? [] : typeof paths === 'string' ? [paths] : paths) {
    const text = textOf(at(root, path))
    if (text !== null) return text.trim()
  }
  return undefined
}
