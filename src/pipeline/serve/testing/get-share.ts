import { request, type IncomingHttpHeaders } from 'node:http'

export interface Got {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** What a program without cookies gets from a URL. */
export function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) })
      )
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Asks, and goes away at the first bytes of the answer's body. */
export function leaveInTheMiddle(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false }, (response) => {
      response.once('data', () => {
        sent.destroy()
        resolve()
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}
