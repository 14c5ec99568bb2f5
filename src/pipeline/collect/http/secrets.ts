import { planted } from '../../lib/plant'
import { HIDDEN } from './template'

/** A shorter text stands in too many places by chance. */
const SHORTEST = 4

/** Finds and hides the values of secrets, in whatever form they stand: as given, decoded, encoded for URLs, JSON or XML, Base64. */
export class SecretHider {
  readonly #forms: string[]
  readonly #bytes: Buffer[]

  constructor(secrets: Record<string, string>) {
    const forms = Object.values(secrets)
      .flatMap((value) => [value, decodedOnce(value)])
      .flatMap(formsOf)
    this.#forms = [...new Set(forms)].filter((form) => form.length >= SHORTEST).sort((a, b) => b.length - a.length)
    this.#bytes = this.#forms.map((form) => Buffer.from(form))
  }

  holds(text: string): boolean {
    return this.#forms.some((form) => text.includes(form))
  }

  text(text: string): string {
    if (planted('keys-kept')) return text
    return this.#forms.reduce((clean, form) => clean.replaceAll(form, HIDDEN), text)
  }

  /** Picked rows of an answer that says a secret back: as they will be read from its kept bytes. */
  lines(text: string): string {
    return planted('keys-kept') || !this.holds(text)
      ? text
      : this.#forms.reduce((clean, form) => clean.replaceAll(form, '***'), text)
  }

  /** The same bytes where no secret stands in them. */
  bytes(bytes: Buffer): Buffer {
    if (planted('keys-kept') || !this.#bytes.some((form) => bytes.includes(form))) return bytes
    const hidden = this.#forms.reduce(
      (clean, form) => clean.replaceAll(Buffer.from(form).toString('latin1'), '***'),
      bytes.toString('latin1')
    )
    return Buffer.from(hidden, 'latin1')
  }
}

/** Keys are handed out in both forms, as they are and already encoded for a URL; the plain one is what is meant. */
export function decodedOnce(value: string): string {
  if (!/%[0-9a-f]{2}/i.test(value)) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function formsOf(value: string): string[] {
  const encoded = encodeURIComponent(value)
  const lower = encoded.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [value, encoded, lower, JSON.stringify(value).slice(1, -1), xml, Buffer.from(value).toString('base64')]
}
