const meta = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** The page's style nonce, put into the document by whoever serves it; undefined where it is served without one. */
export function styleNonce(): string | undefined {
  const nonce = meta()
  return nonce === '' || nonce.startsWith('__') ? undefined : nonce
}
