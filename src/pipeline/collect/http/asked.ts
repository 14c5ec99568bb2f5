import { createHash } from 'node:crypto'
import type { HttpCollect } from '../../contract'
import type { CollectRequest } from '../worker-api'

/**
 * Names what a server was asked, whatever was made of its answers: the same where only types, columns or the reading of an answer were
 * mended; another one where the request, its variables, the paging, the fan-outs or the server are.
 */
export function askedOf({
  collect,
  connection: { target },
  variables
}: Pick<CollectRequest, 'connection' | 'variables'> & { collect: HttpCollect }): string {
  const { request, paging, fanOut } = collect
  const text = JSON.stringify(request)
  const named = Object.entries(variables).filter(([name]) => text.includes(`{${name}`))
  const server = target.kind === 'http' ? [target.baseUrl, sorted(target.headers)] : []
  const pages = paging === undefined || paging.kind === 'cursor' ? paging?.kind : [paging.kind, paging.first, paging.size]
  return createHash('sha256')
    .update(JSON.stringify([server, request, pages, fanOut, sorted(Object.fromEntries(named))]))
    .digest('hex')
}

const sorted = (values: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(values).sort(([left], [right]) => (left < right ? -1 : 1))
