import type { ConnectionSummary, ConnectionTarget, ConnectionTest } from '../contract'
import { formatTable } from './table'

/** Where a connection leads, in one word or two. */
export function targetText(target: ConnectionTarget): string {
  if (target.kind === 'http') return target.baseUrl
  if (target.kind === 'mysql') return `${target.user}@${target.host}:${target.port}/${target.database ?? ''}`
  return target.endpoint ?? `AWS ${target.region}`
}

const secretText = ({ name, from, set }: ConnectionSummary['secrets'][number]): string =>
  `${name}: ${set ? (from ?? '') : 'not set'}`

export const connectionsTable = (list: readonly ConnectionSummary[]): string =>
  formatTable(list, [
    { title: 'connection', value: ({ name }) => name },
    { title: 'kind', value: ({ spec }) => spec?.target.kind ?? null },
    { title: 'target', value: ({ spec }) => (spec === undefined ? null : targetText(spec.target)) },
    { title: 'secrets', value: ({ secrets }) => secrets.map(secretText).join(', ') },
    { title: 'used by', value: ({ usedBy }) => usedBy.join(', ') },
    { title: '', value: ({ error }) => error?.message ?? null }
  ])

export function connectionText(summary: ConnectionSummary): string {
  const { name, spec, secrets, usedBy, error } = summary
  return [
    spec === undefined ? name : `${name}: ${spec.target.kind}, ${targetText(spec.target)}`,
    ...(error === undefined ? [] : [error.message]),
    ...secrets.map((secret) => `  ${secretText(secret)}${secret.reason === undefined ? '' : ` (${secret.reason.message})`}`),
    `  used by: ${usedBy.length === 0 ? 'no dataset' : usedBy.join(', ')}`
  ].join('\n')
}

const symbols = { ok: '✓', failed: '✗', skipped: '–' } as const

export function testText(name: string, { ok, steps }: ConnectionTest): string {
  const lines = formatTable(steps, [
    { title: '', value: ({ state }) => symbols[state] },
    { title: 'step', value: ({ step }) => step },
    { title: 'state', value: ({ state }) => state },
    { title: 'ms', value: ({ ms }) => ms },
    { title: '', value: ({ detail }) => detail }
  ])
  const hint = steps.find(({ error }) => error !== undefined)?.error?.hint
  return [ok ? `${name} works.` : `${name} does not work.`, lines, ...(hint === undefined ? [] : [hint])].join('\n')
}
