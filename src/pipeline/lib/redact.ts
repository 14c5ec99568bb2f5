import { HIDDEN, hideKnown } from './secret-values'

const SECRET_KEY =
  /pass(word|phrase)?$|secret|token|authorization|cookie|credential|api[_-]?key|access[_-]?key|private[_-]?key|signature/i

/** What a secret looks like by itself, wherever it stands in a text; the first group is kept. */
const SECRET_VALUES: readonly RegExp[] = [
  /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"']+(?=@)/gi,
  /([?&](?:[^=&\s]*(?:token|secret|signature|passw(?:or)?d|credential|key)[^=&\s]*|sig|pwd|auth)=)[^&\s"']+/gi,
  /\b(Bearer|Basic) [A-Za-z0-9._~+/=-]{8,}/g,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /(https:\/\/hooks\.slack\.com\/)[^\s"']+/g,
  /\b(xox[abprs]-)[A-Za-z0-9-]{8,}/g
]

/** Data without its secrets: values of keys that name one, values that are known to be one, and texts that look like one. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > 8) return '[too deep]'
  if (value instanceof Error) return redactText(value.stack ?? value.message)
  if (Array.isArray(value)) return value.slice(0, 200).map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [hideKnown(key), SECRET_KEY.test(key) ? HIDDEN : redact(item, depth + 1)])
  )
}

/** A text without what is known to be a secret or looks like one by itself. */
export function redactText(text: string): string {
  return SECRET_VALUES.reduce(
    (clean, pattern) => clean.replace(pattern, (_, kept: string) => `${kept}${HIDDEN}`),
    hideKnown(text)
  )
}
