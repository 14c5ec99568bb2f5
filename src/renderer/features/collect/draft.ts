import { datasetSpec, type CollectSpec, type DatasetSpec, type DatasetSpecInput } from '../../../pipeline/contract'

/** A dataset before anything of it is known but how it is asked for. */
export function emptyDraft(collect: DatasetSpecInput['collect']): DatasetSpec {
  return datasetSpec.parse({ format: 1, name: 'new_dataset', collect, columns: [], interval: { unit: 'day' }, mode: 'full' })
}

export const emptyHttp = (connection: string): DatasetSpecInput['collect'] => ({
  kind: 'http',
  connection,
  request: { path: '' },
  answer: { format: 'json' }
})

export const emptyTable = (connection: string): DatasetSpecInput['collect'] => ({ kind: 'table', connection, table: 'table' })

/** The draft with other ways to ask. */
export const asking = <C extends CollectSpec>(draft: DatasetSpec, collect: C, patch: Partial<C>): DatasetSpec => ({
  ...draft,
  collect: { ...collect, ...patch }
})

/** `NAME=VALUE` lines as a query; lines without a name are left out. */
export function readQuery(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf('=')
    const name = (at < 0 ? line : line.slice(0, at)).trim()
    return name === '' ? [] : [[name, at < 0 ? '' : line.slice(at + 1).trim()]]
  })
  return Object.fromEntries(pairs)
}

export const writeQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

/** The partition that a preview asks for: the day before `today` (`YYYY-MM-DD`), or the month before its month. */
export function dtBefore(today: string, unit: 'day' | 'month'): string {
  const at = new Date(`${today}T00:00:00Z`)
  if (unit === 'day') at.setUTCDate(at.getUTCDate() - 1)
  else at.setUTCMonth(at.getUTCMonth(), 0)
  return at.toISOString().slice(0, unit === 'day' ? 10 : 7)
}
