import type { HttpRequest, HttpTarget } from '../../contract'
import { AppError } from '../../lib/errors'
import type { HttpAsk } from './exchange'
import { fillText, HIDDEN, type Filled, type Lookup } from './template'

/** What a request shows of itself, without secrets: it names a question, and is kept beside its answer. */
export interface ShownRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string | undefined
}

export interface BuiltRequest {
  ask: HttpAsk
  shown: ShownRequest
}

/** The request with all its values, each escaped for where it stands. Errors: `variable.missing`, `connection.invalid`, `dataset.invalid`. */
export function buildRequest(
  target: Pick<HttpTarget, 'baseUrl' | 'headers'>,
  request: HttpRequest,
  lookup: Lookup
): BuiltRequest {
  const base = baseOf(target.baseUrl, lookup)
  const path = fillText(request.path, lookup, pathValue)
  const query = Object.entries(request.query).map(([name, template]): [string, Filled] => [
    encodeURIComponent(name),
    fillText(template, lookup, encoded)
  ])
  const body = request.method === 'POST' ? bodyOf(request, lookup) : undefined
  const filled = headersOf({ ...target.headers, ...request.headers }, lookup)
  const type = body === undefined || Object.keys(filled.text).some((name) => name.toLowerCase() === 'content-type')
  const headers = type ? filled : withType(filled, body.type)
  const url = urlOf(
    base.text,
    path.text,
    query.map(([name, { text }]) => `${name}=${text}`)
  )
  const shown = urlOf(
    base.shown,
    path.shown,
    query.map(([name, value]) => `${name}=${value.shown}`),
    true
  )
  return {
    ask: { method: request.method, url, headers: headers.text, shown, ...(body === undefined ? {} : { body: body.text }) },
    shown: { method: request.method, url: shown, headers: headers.shown, ...(body === undefined ? {} : { body: body.shown }) }
  }
}

/** A host is told to name servers and in errors: no secret may be a part of it. */
function baseOf(template: string, lookup: Lookup): Filled {
  const place = /^[^/]*\/\/[^/?#]*/.exec(template)?.[0] ?? template
  if (place.includes('{secret.')) throw noAddress()
  return fillText(template, lookup, pathValue)
}

function urlOf(baseUrl: string, path: string, query: string[], asText = false): string {
  if (!URL.canParse(baseUrl)) throw noAddress()
  const base = new URL(baseUrl)
  const folder = path === '' ? base.pathname : base.pathname.replace(/\/$/, '')
  const [own = '', ownQuery] = path.split('?', 2)
  const search = [base.search.slice(1), ownQuery ?? '', ...query].filter((part) => part !== '').join('&')
  const joined = own === '' || own.startsWith('/') ? `${folder}${own}` : `${folder}/${own}`
  const text = `${base.protocol}//${base.host}${joined}${search === '' ? '' : `?${search}`}`
  return asText ? text.replaceAll(encodeURIComponent(HIDDEN), HIDDEN) : new URL(text).href
}

/** A value is one segment of a path at most, and none that leads upwards. */
function pathValue(value: string, secret: boolean): string {
  if (value === '.' || value === '..') throw invalid(`"${value}" cannot stand in a path`)
  return encoded(value, secret)
}

/** Of an address alone: elsewhere `%2B` may be a part of the key. */
const encoded = (value: string, secret: boolean): string => encodeURIComponent(secret ? decodedOnce(value) : value)

/** Keys are handed out in both forms, as they are and already encoded for a URL; the plain one is what is meant. */
export function decodedOnce(value: string): string {
  if (!/%[0-9a-f]{2}/i.test(value)) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

interface FilledHeaders {
  text: Record<string, string>
  shown: Record<string, string>
}

function headersOf(templates: Record<string, string>, lookup: Lookup): FilledHeaders {
  const headers: FilledHeaders = { text: {}, shown: {} }
  for (const [name, template] of Object.entries(templates)) {
    const { text, shown } = fillText(template, lookup, headerValue)
    headers.text[name] = text
    headers.shown[name] = shown
  }
  return headers
}

function headerValue(value: string): string {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    throw invalid('a value in a header holds a line end or a character that no header can carry')
  return value
}

const withType = ({ text, shown }: FilledHeaders, type: string): FilledHeaders => ({
  text: { ...text, 'content-type': type },
  shown: { ...shown, 'content-type': type }
})

function bodyOf(request: HttpRequest, lookup: Lookup): (Filled & { type: string }) | undefined {
  const { body: template = '' } = request
  const declared = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const type = declared ?? guessedType(template)
  const escape = /json/i.test(type)
    ? jsonValue
    : /xml/i.test(type)
      ? xmlValue
      : /urlencoded/i.test(type)
        ? encodeURIComponent
        : plain
  return { ...fillText(template, lookup, escape), type }
}

function guessedType(template: string): string {
  if (/^\s*(\{\{|\[)/.test(template)) return 'application/json'
  if (/^\s*</.test(template)) return 'application/xml'
  return 'application/x-www-form-urlencoded'
}

const plain = (value: string): string => value
const jsonValue = (value: string): string => JSON.stringify(value).slice(1, -1)
const xmlValue = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What it is would tell the secrets in it. */
const noAddress = (): AppError =>
  new AppError('connection.invalid', 'The base URL of the connection is no address.', {
    hint: 'Give it as https://host/path; a secret may stand in its path, not in its host.'
  })

const invalid = (why: string): AppError =>
  new AppError('dataset.invalid', `The request cannot be made: ${why}.`, { hint: 'Look at the request in the preview.' })
