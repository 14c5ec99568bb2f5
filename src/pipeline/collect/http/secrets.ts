import { decodedOnce } from '../../connect/http/build-request'
import { HIDDEN } from '../../connect/http/template'
import { planted } from '../../lib/plant'
import { formsOf } from '../../lib/secret-values'

/** A shorter text stands in too many places by chance. */
const SHORTEST = 4
/** Data may hold a shorter one that is no secret there: a year, a name. */
const SHORTEST_IN_DATA = 12

/** Finds and hides the values of secrets, in whatever form they stand: as given, decoded, encoded for URLs, JSON or XML, Base64. */
export class SecretHider {
  /** Rows from which a secret was taken out. */
  touched = 0
  readonly #forms: string[]
  readonly #inData: string[]
  readonly #bytes: Buffer[]

  constructor(secrets: Record<string, string>) {
    const values = Object.values(secrets).flatMap((value) => [value, decodedOnce(value)])
    this.#forms = longestFirst(values)
    this.#inData = longestFirst(values.filter(({ length }) => length >= (planted('short-in-data') ? SHORTEST : SHORTEST_IN_DATA)))
    this.#bytes = this.#inData.map((form) => Buffer.from(form))
  }

  holds(text: string): boolean {
    return this.#forms.some((form) => text.includes(form))
  }

  /** A text about a request. */
  text(text: string): string {
    if (planted('keys-kept')) return text
    return this.#forms.reduce((clean, form) => clean.replaceAll(form, HIDDEN), text)
  }

  /** Picked rows, a line each, of an answer that says a secret back: as they will be read from its kept bytes. */
  lines(text: string): string {
    if (planted('keys-kept') || !this.#inData.some((form) => text.includes(form))) return text
    this.touched += text.split('\n').filter((line) => this.#inData.some((form) => line.includes(form))).length
    return this.data(text)
  }

  /** A text out of an answer. */
  data(text: string): string {
    if (planted('keys-kept')) return text
    return this.#inData.reduce((clean, form) => clean.replaceAll(form, '***'), text)
  }

  /** The same bytes where no secret stands in them. */
  bytes(bytes: Buffer): Buffer {
    if (planted('keys-kept') || !this.#bytes.some((form) => bytes.includes(form))) return bytes
    const hidden = this.#inData.reduce(
      (clean, form) => clean.replaceAll(Buffer.from(form).toString('latin1'), '***'),
      bytes.toString('latin1')
    )
    return Buffer.from(hidden, 'latin1')
  }
}

const longestFirst = (values: readonly string[]): string[] =>
  [...new Set(values.flatMap(formsOf))].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length)
