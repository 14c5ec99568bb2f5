import type { ConnectionTarget } from '../../../pipeline/contract'

/** Where a connection leads, on one line. */
export function targetText(target: ConnectionTarget): string {
  if (target.kind === 'http') return target.baseUrl
  if (target.kind === 'mysql')
    return `${target.user}@${target.host}:${target.port}${target.database === undefined ? '' : `/${target.database}`}`
  return target.endpoint ?? `AWS ${target.region}`
}
