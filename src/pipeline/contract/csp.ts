/** Stands in index.html (`<meta name="csp-nonce" content="__CSP_NONCE__">`) for the nonce of each response. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

/** The policy of every page, in the window and over `serve` alike: own files only, and styles that carry the nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; ')
}

/** index.html with the response's nonce (base64) in its place. */
export const withNonce = (html: string, nonce: string): string => html.replaceAll(NONCE_PLACEHOLDER, nonce)

/** Headers of a page: its policy, and that it is neither sniffed, kept, framed, nor told to others by a referrer. */
export const pageHeaders = (nonce: string): Record<string, string> => ({
  ...fileHeaders,
  'cache-control': 'no-store',
  'content-security-policy': contentSecurityPolicy(nonce)
})

/** Headers of every other answer. */
export const fileHeaders: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin'
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm'
}

/** The content type of a file of the renderer by its extension; undefined for what is never served. */
export const contentType = (path: string): string | undefined => types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()]
