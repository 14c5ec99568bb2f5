import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'
import type { Collected } from '../../collect/worker-api'
import type { ResolvedConnection } from '../../connect/resolved'
import type { WorkContext } from '../../load/worker-api'
import type { Services } from '../services'
import { limitsOf } from './quotas'

type Ask = (mayAsk: number | null, context: WorkContext) => Promise<Collected>

/**
 * Asks with as many requests as are left today, and counts them as they are made. Where a quota counts them, one collection of a connection
 * goes after the other. `quota.exhausted` where they did not suffice: until when is then known to the quotas.
 */
export async function askWithin(
  services: Services,
  { name, target }: ResolvedConnection,
  fromRaw: boolean,
  context: WorkContext,
  ask: Ask
): Promise<Collected> {
  if (fromRaw) return ask(null, context)
  const counted = (): Promise<Collected> => askAndCount(services, { name, target }, context, ask)
  return limitsOf(target)?.perDay === undefined ? counted() : services.quotas.turns.take(name, context.signal, counted)
}

async function askAndCount(
  { quotas }: Services,
  { name, target }: Pick<ResolvedConnection, 'name' | 'target'>,
  context: WorkContext,
  ask: Ask
): Promise<Collected> {
  let seen = 0
  const writing: Promise<void>[] = []
  const count = (requests: number): void => {
    if (requests <= seen) return
    writing.push(quotas.count(name, target, requests - seen))
    seen = requests
  }
  const mayAsk = planted('no-quota') ? null : quotas.left(name, target)
  try {
    const collected = await ask(mayAsk, {
      signal: context.signal,
      progress: (update) => {
        count(update.requests ?? 0)
        context.progress(update)
      }
    })
    count(collected.requests)
    return collected
  } catch (error) {
    if (error instanceof AppError) await noteEnd(quotas, { name, target }, error, count, () => mayAsk !== null && seen >= mayAsk)
    throw error
  } finally {
    await Promise.all(writing)
  }
}

/** What an error tells of the requests: how many there were, and until when there are no more. */
async function noteEnd(
  quotas: Services['quotas'],
  { name, target }: Pick<ResolvedConnection, 'name' | 'target'>,
  { code, details }: AppError,
  count: (requests: number) => void,
  usedUp: () => boolean
): Promise<void> {
  const requests = details?.['requests']
  if (typeof requests === 'number') count(requests)
  const until = instantOf(details?.['resumesAt'] ?? details?.['retryAt'])
  // Where what was counted here was used up, the next day gives new ones by itself; else the server knows better.
  if (code === 'quota.exhausted' && (until !== undefined || !usedUp())) await quotas.exhaust(name, target, until)
}

function instantOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isNaN(at) ? undefined : at
}
