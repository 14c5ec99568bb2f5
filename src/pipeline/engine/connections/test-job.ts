import type { ConnectionSpec, ErrorData } from '../../contract'
import type { ResolvedConnection } from '../../connect/resolved'
import { toErrorData } from '../../lib/errors'
import { askCounted } from '../collect/ask-counted'
import type { Services } from '../services'
import { lackingErrors, tryResolve } from './resolve'

/** Job `connection-test`: of a connection as it is in the active profile, saved or not. */
export function startConnectionTest(
  services: Services,
  spec: ConnectionSpec,
  who: { startedBy: string; requestId: string | undefined }
): Promise<string> {
  const job = { kind: 'connection-test' as const, title: spec.name, dataset: null, lane: 'quick' as const, ...who }
  return services.jobs.start(job, async (context) => {
    const { connection, missing } = await tried(services, spec)
    const request = { spec, connection: missing.length > 0 ? undefined : connection, missing }
    const { collect } = services.pool
    return { result: await askCounted(services, spec, context, (counted) => collect.testConnection(request, counted)) }
  })
}

/** A connection that cannot even be put together is a finding of the test, not a failure of it. */
async function tried(
  services: Services,
  spec: ConnectionSpec
): Promise<{ connection: ResolvedConnection | undefined; missing: ErrorData[] }> {
  try {
    const { connection, lacking } = await tryResolve(services, spec)
    return { connection, missing: lackingErrors(spec.name, lacking, services.workspace.profile).map(toErrorData) }
  } catch (error) {
    return { connection: undefined, missing: [toErrorData(error)] }
  }
}
