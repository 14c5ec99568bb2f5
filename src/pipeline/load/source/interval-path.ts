import picomatch from 'picomatch'
import { offsetAt } from '../../calendar'
import type { SourceSpec } from '../../contract'
import { AppError } from '../../lib/errors'

const TOKEN = /\{interval(?::([^{}]*))?\}/g
const widths = { Y: 4, m: 2, d: 2, H: 2, M: 2 } as const
type Field = keyof typeof widths

/** Whether a text names the interval (`{interval:%Y%m%d}`). */
export const hasInterval = (text: string | undefined): boolean => text !== undefined && text.search(TOKEN) >= 0

/** Whether each interval of a source is a file of its own. */
export const namesInterval = ({ location, pattern }: Pick<SourceSpec, 'location' | 'pattern'>): boolean =>
  hasInterval(location) || hasInterval(pattern)

/** The text with each `{interval:…}` as the wall clock of a zone shows the instant (ms since the epoch). `dataset.invalid`. */
export function fillInterval(text: string, start: number, zone: string): string {
  const [date, time] = new Date(start + offsetAt(zone, start)).toISOString().slice(0, 16).split('T')
  const [Y = '', m = '', d = ''] = date?.split('-') ?? []
  const [H = '', M = ''] = time?.split(':') ?? []
  const values = { Y, m, d, H, M }
  return text.replaceAll(TOKEN, (_, format: string | undefined) =>
    piecesOf(format, text)
      .map((piece) => (typeof piece === 'string' ? piece : values[piece.field]))
      .join('')
  )
}

/** What a path says of its interval: `2023`, `2023-08`, `2023-08-31` or `2023-08-31T06:00`, as far as it says it. */
export type IntervalOfPath = (path: string) => string | undefined

/** A test for paths that a glob with `{interval:…}` fits; `basename`: only the last part of the path is looked at. */
export function intervalMatcher(glob: string, basename: boolean): IntervalOfPath {
  const fields: Field[] = []
  const marked = glob.normalize('NFC').replaceAll(TOKEN, (_, format: string | undefined) =>
    piecesOf(format, glob)
      .map((piece) => (typeof piece === 'string' ? escapeGlob(piece) : mark(fields.push(piece.field) - 1)))
      .join('')
  )
  const made = picomatch.makeRe(marked, { noextglob: true, dot: false, nonegate: true })
  const source = made.source.replaceAll(
    /penstockfield(\d+)x/g,
    (_, index: string) => `(\\d{${widths[fields[Number(index)] ?? 'Y']}})`
  )
  const regex = new RegExp(source, made.flags)
  return (path) => {
    const found = regex.exec(basename ? path.slice(path.lastIndexOf('/') + 1) : path)
    return found === null ? undefined : textOf(fields, found.slice(-fields.length))
  }
}

const mark = (index: number): string => `penstockfield${index}x`

/** A literal text in a glob. */
export const escapeGlob = (text: string): string => text.replaceAll(/[\\*?[\]{}()!+@|^$]/g, '\\$&')

/** Undefined where one field has two values. */
function textOf(fields: readonly Field[], values: readonly string[]): string | undefined {
  const by = new Map<Field, string>()
  for (const [index, field] of fields.entries()) {
    const value = values[index] ?? ''
    if ((by.get(field) ?? value) !== value) return undefined
    by.set(field, value)
  }
  const [year, month, day] = [by.get('Y'), by.get('m'), by.get('d')]
  const date = [year, month, day].slice(0, [year, month, day, undefined].indexOf(undefined)).join('-')
  return by.has('H') && day !== undefined ? `${date}T${by.get('H') ?? ''}:${by.get('M') ?? '00'}` : date
}

function piecesOf(format: string | undefined, text: string): (string | { field: Field })[] {
  const pieces = [...(format ?? '').matchAll(/%(.)|[^%]+|%/g)].map(([piece, letter]) => {
    if (letter === undefined && piece !== '%') return piece
    if (letter === undefined || !(letter in widths)) throw invalid(text, `knows no %${letter ?? ''}: %Y %m %d %H %M are known`)
    return { field: letter as Field }
  })
  if (!pieces.some((piece) => typeof piece !== 'string' && piece.field === 'Y') && !text.includes('%Y')) {
    throw invalid(text, 'names the interval without a year')
  }
  return pieces
}

const invalid = (text: string, why: string): AppError =>
  new AppError('dataset.invalid', `The source ${text} ${why}.`, {
    hint: 'Write the interval as it stands in the file name, for example {interval:%Y%m%d}.'
  })
