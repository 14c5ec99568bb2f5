import { matchPathTemplate, parsePathTemplate } from '../path-template'

export interface FoundTemplate {
  value: string | null
  certainty: number
}

const dated: [RegExp, string][] = [
  [/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/, '{date:%Y-%m-%d}'],
  [/(?<!\d)\d{4}_\d{2}_\d{2}(?!\d)/, '{date:%Y_%m_%d}'],
  [/(?<!\d)\d{4}\.\d{2}\.\d{2}(?!\d)/, '{date:%Y.%m.%d}'],
  [/(?<!\d)(19|20)\d{6}(?!\d)/, '{date:%Y%m%d}'],
  [/(?<!\d)\d{4}-\d{2}(?![\d-])/, '{month:%Y-%m}'],
  [/(?<!\d)(19|20)\d{4}(?!\d)/, '{month:%Y%m}']
]

/** A template that fits every path: dates in names, `key=value` folders, and a folder whose name varies. */
export function inferPathTemplate(paths: readonly string[]): FoundTemplate {
  const split = paths.map((path) =>
    path
      .normalize('NFC')
      .split('/')
      .filter((part) => part !== '')
  )
  const depth = Math.min(...split.map((parts) => parts.length), 3)
  if (!Number.isFinite(depth) || depth < 1) return { value: null, certainty: 0.5 }
  const used = new Set<string>()
  const segments = Array.from({ length: depth }, (_, index) => {
    const column = split.map((parts) => parts[parts.length - depth + index] ?? '')
    return segmentOf(column, index === depth - 1, used)
  })
  const first = segments.findIndex((segment) => segment.includes('{'))
  const value = first < 0 ? '' : segments.slice(first).join('/')
  const usable = /\{(date|month):/.test(value) || /=\{/.test(value)
  if (!usable || !fitsAll(value, paths)) return { value: null, certainty: 0.8 }
  return { value, certainty: paths.length > 1 ? 0.9 : 0.7 }
}

function segmentOf(names: readonly string[], isFile: boolean, used: Set<string>): string {
  const [first = ''] = names
  const hive = /^([\p{L}_][\p{L}\p{N}_]*)=/u.exec(first)?.[1]
  const prefix = hive === undefined ? '' : `${hive}=`
  const date = datedSegment(names, used)
  if (date !== undefined) return date
  if (hive !== undefined && names.every((name) => name.startsWith(prefix) && name.length > prefix.length) && !used.has(hive)) {
    used.add(hive)
    return `${prefix}{${hive}}`
  }
  if (names.every((name) => name === first)) return first.replace(/[{}*]/g, '*').replace(/\*+/g, '*')
  if (isFile) return `*${commonEnd(names)}`
  if (used.has('folder')) return '*'
  used.add('folder')
  return '{folder}'
}

/** The date in a name, the texts around it kept where they are the same in all names. */
function datedSegment(names: readonly string[], used: Set<string>): string | undefined {
  for (const [pattern, field] of dated) {
    const part = field.slice(1, field.indexOf(':'))
    if (used.has(part)) continue
    const splits = names.map((name) => splitAt(name, pattern))
    if (splits.some((split) => split === undefined)) continue
    const before = same(splits.map((split) => split?.before ?? ''))
    const after = same(splits.map((split) => split?.after ?? ''))
    const template = `${before ?? '*'}${field}${after ?? `*${commonEnd(names)}`}`
    if (!names.every((name) => matchPathTemplate(parsePathTemplate(template), name) !== undefined)) continue
    used.add(part)
    return template
  }
  return undefined
}

function splitAt(name: string, pattern: RegExp): { before: string; after: string } | undefined {
  const match = pattern.exec(name)
  return match === null ? undefined : { before: name.slice(0, match.index), after: name.slice(match.index + match[0].length) }
}

/** The text that all share; undefined where they differ or hold signs of the template language. */
const same = (texts: readonly string[]): string | undefined =>
  texts.every((text) => text === texts[0]) && !/[{}*]/.test(texts[0] ?? '') ? texts[0] : undefined

/** The extension, or whatever all names end with. */
function commonEnd(names: readonly string[]): string {
  const ends = names.map((name) => /(\.\w+){1,2}$/.exec(name)?.[0] ?? '')
  return same(ends) ?? ''
}

const fitsAll = (template: string, paths: readonly string[]): boolean => {
  const parsed = parsePathTemplate(template)
  return paths.every((path) => matchPathTemplate(parsed, path) !== undefined)
}
