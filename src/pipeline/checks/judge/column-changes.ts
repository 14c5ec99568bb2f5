import { z } from 'zod'

const columns = z.array(z.tuple([z.string(), z.string()]))

/** What became of columns, both as JSON texts of [name, type]: `added`, `removed`, `changed`, each where there are any. */
export function columnChanges(before: string, after: string): Record<string, string> {
  const [old, fresh] = [before, after].map((text) => new Map(columns.parse(JSON.parse(text))))
  if (old === undefined || fresh === undefined) return {}
  const added = [...fresh].filter(([name]) => !old.has(name)).map(([name, type]) => `${name} (${type})`)
  const removed = [...old].filter(([name]) => !fresh.has(name)).map(([name, type]) => `${name} (${type})`)
  const changed = [...fresh].flatMap(([name, type]) => {
    const was = old.get(name)
    return was === undefined || was === type ? [] : [`${name} (${was} → ${type})`]
  })
  const lists = { added, removed, changed }
  return Object.fromEntries(Object.entries(lists).flatMap(([name, list]) => (list.length === 0 ? [] : [[name, list.join(', ')]])))
}
