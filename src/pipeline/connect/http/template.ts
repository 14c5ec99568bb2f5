import { AppError } from '../../lib/errors'

interface Placeholder {
  name: string
  format: string | undefined
}
type Piece = string | Placeholder

/** What stands for a name; `secret` values are shown hidden. Throws `variable.missing`. */
export type Lookup = (name: string, format: string | undefined) => { text: string; secret?: boolean }

/** A filled text, and the same with its secrets hidden. */
export interface Filled {
  text: string
  shown: string
}

export const HIDDEN = '•••'
const known = new Map<string, Piece[]>()
const MAX_KNOWN = 1000

/** Writes a value for where it stands; `secret` says whether it is one. */
export type Escape = (value: string, secret: boolean) => string

/** Fills `{name}` and `{name:format}`, each value escaped for its place; `{{` is a brace. */
export function fillText(template: string, lookup: Lookup, escape: Escape): Filled {
  let text = ''
  let shown = ''
  for (const piece of piecesOf(template)) {
    const found = typeof piece === 'string' ? undefined : lookup(piece.name, piece.format)
    const part = typeof piece === 'string' ? piece : escape(found?.text ?? '', found?.secret === true)
    text += part
    shown += found?.secret === true ? HIDDEN : part
  }
  return { text, shown }
}

/** What `secret.NAME` stands for; undefined for other names. Throws `variable.missing` where it has no value. */
export function secretNamed(name: string, secrets: Record<string, string>): { text: string; secret: true } | undefined {
  if (!name.startsWith('secret.')) return undefined
  const own = name.slice('secret.'.length)
  if (!Object.hasOwn(secrets, own)) throw withoutValue(name)
  return { text: secrets[own] ?? '', secret: true }
}

export const withoutValue = (name: string): AppError =>
  new AppError('variable.missing', `{${name}} has no value.`, {
    hint: name.startsWith('secret.')
      ? 'Set the secret in the connection.'
      : 'Declare it as a workspace variable or as a fan-out of the dataset, or write {{ for a brace.',
    details: { name }
  })

function piecesOf(template: string): Piece[] {
  let pieces = known.get(template)
  if (pieces !== undefined) return pieces
  pieces = [...template.matchAll(/\{\{|\{([^{}:]+)(?::([^{}]*))?\}|[^{]+|\{/g)].map(([piece, name, format]): Piece => {
    if (piece === '{{') return '{'
    if (piece === '{') throw unclosed(template)
    return name === undefined ? piece : { name: name.trim(), format }
  })
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(template, pieces)
  return pieces
}

const unclosed = (template: string): AppError =>
  new AppError('dataset.invalid', `"${template.slice(0, 200)}" has a brace that names nothing.`, {
    hint: 'Write {name} for a value, and {{ for a brace itself.'
  })
