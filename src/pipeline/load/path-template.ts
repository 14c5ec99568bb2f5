import { AppError } from '../lib/errors'

/** A parsed template such as `{ticker}/{date:%Y%m%d}_trade.zip`; it fits the end of a path, whole segments at a time. */
export interface PathTemplate {
  text: string
  segments: Token[][]
  /** Names of the parts in order; `dated` parts come out as ISO 8601 dates or datetimes. */
  parts: { name: string; dated: boolean }[]
}

type Token = { kind: 'literal'; text: string } | { kind: 'any'; name: string | undefined } | DateToken
interface DateToken {
  kind: 'date'
  name: string
  pieces: (string | Field)[]
}
type Field = { letter: keyof typeof widths }

/** Digits of each part of a date; all of fixed width, so that a match never has to try twice. */
const widths = { Y: 4, m: 2, d: 2, H: 2, M: 2, S: 2 }

/** Parses a template; `dataset.invalid` says what is wrong with it. */
export function parsePathTemplate(text: string): PathTemplate {
  const segments = text
    .normalize('NFC')
    .replace(/^\/+/, '')
    .split('/')
    .map((segment) => parseSegment(segment, text))
  const named = segments.flat().filter((token) => token.kind !== 'literal' && token.name !== undefined)
  const parts = named.map((token) => ({ name: token.kind === 'literal' ? '' : (token.name ?? ''), dated: token.kind === 'date' }))
  if (new Set(parts.map((part) => part.name)).size !== parts.length) throw invalid(text, 'names a part twice')
  return { text, segments, parts }
}

function parseSegment(segment: string, text: string): Token[] {
  const tokens: Token[] = []
  for (const [piece, name, format] of segment.matchAll(/\{([^{}:]+)(?::([^{}]+))?\}|\*|[^{}*]+|[{}]/g)) {
    if (piece === '{' || piece === '}') throw invalid(text, 'has a brace without its partner')
    if (name !== undefined) tokens.push(format === undefined ? { kind: 'any', name } : parseDate(name, format, text))
    else tokens.push(piece === '*' ? { kind: 'any', name: undefined } : { kind: 'literal', text: piece })
  }
  if (tokens.length === 0) throw invalid(text, 'has an empty part between slashes')
  const adjacent = tokens.some((token, index) => token.kind === 'any' && tokens[index + 1]?.kind === 'any')
  if (adjacent) throw invalid(text, 'has two parts with nothing between them')
  return tokens
}

function parseDate(name: string, format: string, text: string): DateToken {
  const pieces = [...format.matchAll(/%(.)|[^%]+/g)].map(([piece, letter]): string | Field => {
    if (letter === undefined) return piece
    if (!(letter in widths)) throw invalid(text, `knows no %${letter}: %Y %m %d %H %M %S are known`)
    return { letter: letter as Field['letter'] }
  })
  if (!format.includes('%Y')) throw invalid(text, 'has a date without %Y')
  return { kind: 'date', name, pieces }
}

/** The named parts of a path, or undefined where the template does not fit its end. Linear in the path's length. */
export function matchPathTemplate(template: PathTemplate, path: string): Record<string, string> | undefined {
  const segments = path
    .normalize('NFC')
    .split('/')
    .filter((part) => part !== '')
  const tail = segments.slice(-template.segments.length)
  if (tail.length < template.segments.length) return undefined
  const parts = new Map<string, string>()
  const fits = template.segments.every((tokens, index) => matchSegment(tokens, tail[index] ?? '', parts))
  return fits ? Object.fromEntries(parts) : undefined
}

/** Open parts end where the fixed tokens that follow them fit first; the last group must fit the end. */
function matchSegment(tokens: Token[], text: string, parts: Map<string, string>): boolean {
  let position = 0
  let index = 0
  while (index < tokens.length) {
    const open = tokens[index]
    const isOpen = open?.kind === 'any'
    const from = isOpen ? index + 1 : index
    let to = from
    while (to < tokens.length && tokens[to]?.kind !== 'any') to += 1
    const fixed = tokens.slice(from, to)
    const found = placeFixed(fixed, text, position, { floating: isOpen, last: to === tokens.length }, parts)
    if (found === undefined) return false
    if (isOpen && open.name !== undefined) parts.set(open.name, text.slice(position, found.start))
    position = found.end
    index = to
  }
  return position === text.length
}

function placeFixed(
  tokens: Token[],
  text: string,
  position: number,
  { floating, last }: { floating: boolean; last: boolean },
  parts: Map<string, string>
): { start: number; end: number } | undefined {
  const width = tokens.reduce((sum, token) => sum + widthOf(token), 0)
  const first = !floating ? position : last ? Math.max(position + 1, text.length - width) : position + 1
  const final = floating ? text.length - width : position
  for (let start = first; start <= final; start += 1) {
    if (fixedFits(tokens, text, start, parts)) return { start, end: start + width }
  }
  return undefined
}

function widthOf(token: Token): number {
  if (token.kind === 'literal') return token.text.length
  if (token.kind === 'any') return 0
  return token.pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : widths[piece.letter]), 0)
}

function fixedFits(tokens: Token[], text: string, start: number, parts: Map<string, string>): boolean {
  let position = start
  for (const token of tokens) {
    const end = position + widthOf(token)
    if (token.kind === 'literal' && !text.startsWith(token.text, position)) return false
    if (token.kind === 'date') {
      const iso = readDate(token, text.slice(position, end))
      if (iso === undefined) return false
      parts.set(token.name, iso)
    }
    position = end
  }
  return true
}

/** ISO 8601: `2023-08-01` (a month is its first day), with a time where the format has one. */
function readDate(token: DateToken, text: string): string | undefined {
  const values = { Y: '', m: '01', d: '01', H: '', M: '00', S: '00' }
  let position = 0
  for (const piece of token.pieces) {
    const width = typeof piece === 'string' ? piece.length : widths[piece.letter]
    const found = text.slice(position, position + width)
    if (typeof piece === 'string' ? found !== piece : !/^\d+$/.test(found)) return undefined
    if (typeof piece !== 'string') values[piece.letter] = found
    position += width
  }
  const date = `${values.Y}-${values.m}-${values.d}`
  if (!isDay(date)) return undefined
  if (values.H === '') return date
  return Number(values.H) < 24 && Number(values.M) < 60 && Number(values.S) < 60
    ? `${date}T${values.H}:${values.M}:${values.S}`
    : undefined
}

function isDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date)
}

const invalid = (text: string, why: string): AppError =>
  new AppError('dataset.invalid', `The path template ${text} ${why}.`, {
    hint: 'A template names parts of a path: {ticker}/{date:%Y%m%d}_trade.zip; * stands for what is not kept.'
  })
