type Query = Readonly<Record<string, string | number | undefined>>

const search = (query: Query): string => {
  const entries = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`
}

/** Routes of the lake; every state worth sharing is in the query. */
export const lakePath = '/lake'
export const datasetPath = (name: string, query: Query = {}): string => `/lake/${encodeURIComponent(name)}${search(query)}`
export const partitionPath = (name: string, dt: string, query: Query = {}): string =>
  `/lake/${encodeURIComponent(name)}/${encodeURIComponent(dt)}${search(query)}`
