const meta = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** The page's style nonce, put into the document by whoever serves it; undefined where it is served without one. */
export function styleNonce(): string | undefined {
  const nonce = meta()
  return nonce === '' || nonce.startsWith('__') ? undefined : nonce
}

/** The libraries that make style elements of their own (scroll locks) look for the nonce in this one place. */
export function nonceForLibraries(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() })
}
