import { isTestBuild, planted } from './plant'

export const HIDDEN = '•••'

/** Shorter ones would take letters out of ordinary words. */
const MIN_LENGTH = 4

/** Values that this process knows to be secrets, in the forms in which they may be written. */
const forms = new Set<string>()
let pattern: RegExp | undefined

/** From now on this value is hidden wherever this process writes of something; also as it stands in addresses, JSON and base64. */
export function hideValue(secret: string): void {
  if (secret.length < MIN_LENGTH) return
  const before = forms.size
  for (const form of formsOf(secret)) if (form.length >= MIN_LENGTH) forms.add(form)
  if (forms.size !== before) pattern = undefined
}

/** A text without the values that are known to be secrets. */
export function hideKnown(text: string): string {
  if (forms.size === 0 || (isTestBuild && planted('log-raw'))) return text
  pattern ??= new RegExp(
    [...forms]
      .sort((a, b) => b.length - a.length)
      .map(escapeForPattern)
      .join('|'),
    'g'
  )
  return text.replace(pattern, HIDDEN)
}

/** Data without them, also in the names of its keys; what is no plain data stays as it is. */
export function hideKnownIn<T>(value: T): T {
  return (forms.size === 0 ? value : hideDeep(value)) as T
}

const escapeForPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

function hideDeep(value: unknown): unknown {
  if (typeof value === 'string') return hideKnown(value)
  if (Array.isArray(value)) return value.map(hideDeep)
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [hideKnown(key), hideDeep(item)]))
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)

/** A secret in every form in which it may be written: as it is, in an address, a form, JSON, XML or base64. */
export function formsOf(secret: string): string[] {
  const encoded = encodeForUrl(secret)
  const lower = encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
  const form = new URLSearchParams([['', secret]]).toString().slice(1)
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [secret, encoded, lower, form, JSON.stringify(secret).slice(1, -1), xml, ...base64Forms(secret)]
}

/** A lone surrogate cannot be in an address. */
function encodeForUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** base64 wherever the secret begins in what is encoded (`user:secret`): what depends on its neighbours is left out. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
    return own.length < MIN_BASE64 ? [] : [own, own.replace(/\+/g, '-').replace(/\//g, '_')]
  })
}

/** A shorter run of such letters stands in ordinary texts too. */
const MIN_BASE64 = 8
