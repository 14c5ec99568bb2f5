import type { ConnectionSpec, ConnectionTarget, QuotaState } from '../../contract'
import { fillTarget } from '../connections/fill-target'
import { workspaceVariables } from '../connections'
import type { Services } from '../services'

/** Requests of every connection that counts them, and the backfills that wait for more. */
export async function quotasNow(services: Services): Promise<QuotaState[]> {
  const [entries, variables] = await Promise.all([services.connections.list(), workspaceVariables(services)])
  const waiting = waitingFor(services)
  return entries.flatMap((entry) => {
    const target = 'spec' in entry ? targetOf(services, entry.spec, variables) : undefined
    return target === undefined ? [] : (services.quotas.stateOf(entry.name, target, waiting.get(entry.name) ?? []) ?? [])
  })
}

/** Undefined where it cannot be used in this profile: the list of connections says why. */
function targetOf(
  { workspace }: Services,
  spec: ConnectionSpec,
  variables: Record<string, string>
): ConnectionTarget | undefined {
  try {
    return fillTarget(spec, workspace.profile, variables).target
  } catch {
    return undefined
  }
}

/** Ids of backfills by the connection whose quota they wait for. */
function waitingFor({ backfills, active }: Services): Map<string, string[]> {
  if (active.size === 0) return new Map()
  const waiting = new Map<string, string[]>()
  for (const { id, waitsFor } of backfills.list({ active: true, limit: active.size })) {
    const connection = waitsFor?.code === 'quota.exhausted' ? waitsFor.details?.['connection'] : undefined
    if (typeof connection === 'string') waiting.set(connection, [...(waiting.get(connection) ?? []), id])
  }
  return waiting
}
