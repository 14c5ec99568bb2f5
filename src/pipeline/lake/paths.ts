import { WHOLE } from '../contract'
import { AppError } from '../lib/errors'
import { PARTITION_COLUMN } from './names'

/** What a null partition value is called in folder names. */
const HIVE_NULL = '__HIVE_DEFAULT_PARTITION__'

/** A path below the table as a URL, as `add.path` has it. */
export const encodePath = (path: string): string => encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F')

/** `add.path` as a path below the table. `lake.unsupported` for absolute ones, `lake.corrupt` for bad encodings. */
export function decodePath(path: string, table: string): string {
  if (path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\//i.test(path)) {
    throw new AppError('lake.unsupported', `${table} refers to a file outside its folder: ${path}.`, {
      hint: 'It is a shallow clone; make a full copy with the program that wrote it.',
      details: { table, path }
    })
  }
  try {
    return decodeURIComponent(path)
  } catch {
    throw new AppError('lake.corrupt', `${table} names a file by a path that is not URL-encoded: ${path}.`, {
      hint: 'Run fsck to see what is damaged.',
      details: { table, path }
    })
  }
}

/** The partition values of a file of ours. */
export function partitionValuesOf(dt: string, partitioned: boolean): Record<string, string | null> {
  if (!partitioned) return {}
  return { [PARTITION_COLUMN]: dt === HIVE_NULL ? null : dt }
}

/** The partition of a file by its partition values: `dt`'s, `all` without any, and `a=1/b=2` in tables that others divided otherwise. */
export function partitionOf(values: Readonly<Record<string, string | null>>): string {
  const entries = Object.entries(values)
  if (entries.length === 0) return WHOLE
  const text = (value: string | null): string => (value === null || value === '' ? HIVE_NULL : value)
  const [only] = entries
  if (entries.length === 1 && only !== undefined && only[0] === PARTITION_COLUMN) return text(only[1])
  return entries.map(([name, value]) => `${name}=${text(value)}`).join('/')
}
