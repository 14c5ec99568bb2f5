import type { ConnectionSummary } from '../../contract'
import { toErrorData } from '../../lib/errors'
import { hideValue } from '../../lib/secret-values'
import type { DatasetEntry } from '../dataset-files'
import type { Services } from '../services'
import type { ConnectionEntry } from './connection-files'
import { secretKey } from './secret-key'
import { usersOf } from './used-by'

/** A connection as it is shown: which secrets have a value, never which. */
export async function summaryOf(
  services: Services,
  entry: ConnectionEntry,
  datasets: readonly DatasetEntry[]
): Promise<ConnectionSummary> {
  const { name } = entry
  const usedBy = usersOf(name, datasets)
  if ('error' in entry) return { name, error: entry.error, secrets: [], usedBy }
  const secrets = await Promise.all(entry.spec.secrets.map((secret) => secretState(services, name, secret)))
  return { name, spec: entry.spec, secrets, usedBy }
}

/** A value that cannot be read counts as not set, with the reason. */
async function secretState(services: Services, connection: string, name: string): Promise<ConnectionSummary['secrets'][number]> {
  try {
    const found = await services.secrets.get(secretKey(services, connection, name))
    if (found !== undefined) hideValue(found.value)
    return { name, set: found !== undefined, from: found?.from ?? null }
  } catch (error) {
    return { name, set: false, from: null, reason: toErrorData(error) }
  }
}
