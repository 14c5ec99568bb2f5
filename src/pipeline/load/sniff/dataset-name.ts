import { datasetName } from '../../contract'

/** A dataset name made of a location's last part: extensions off, other signs to `_`. */
export function nameFromLocation(location: string): string {
  const path = /^https?:/i.test(location) && URL.canParse(location) ? decoded(new URL(location).pathname) : location
  const last =
    path
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? ''
  const stem = last.normalize('NFC').replace(/(\.(csv|tsv|txt|psv|tab|jsonl|ndjson|json|parquet|gz|tgz|tar|zip))+$/i, '')
  const plain = stem
    .replace(/[^\p{L}\p{N}_.-]+/gu, '_')
    .replace(/^[^\p{L}\p{N}]+|[._-]+$/gu, '')
    .slice(0, 64)
  const parsed = datasetName.safeParse(plain.replace(/[. ]+$/, ''))
  return parsed.success ? parsed.data : 'dataset'
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}
