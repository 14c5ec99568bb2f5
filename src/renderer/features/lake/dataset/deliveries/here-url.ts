/** A URL of the engine as it is reached from this page: behind a tunnel its address is another one; in the desktop app it stays. */
export function hereUrl(url: string, { protocol, origin }: Pick<Location, 'protocol' | 'origin'>): string {
  return protocol === 'http:' ? url.replace(/^https?:\/\/[^/]+/, origin) : url
}
