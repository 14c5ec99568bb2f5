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
  services: Services,
  { name, target }: Pick<ResolvedConnection, 'name' | 'target'>,
  context: WorkContext,
  ask: Ask
): Promise<Collected> {
  const { quotas } = services
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
    quotas.answered(name)
    return collected
  } catch (error) {
    if (error instanceof AppError) {
      const { requests } = error.details ?? {}
      if (typeof requests === 'number') count(requests)
      if (error.code === 'quota.exhausted') await noteEnd(services, { name, target }, error.details ?? {})
    }
    throw error
  } finally {
    await Promise.all(writing)
  }
}

/** Until when there are no more requests. Where what was counted here was used up, the next day gives new ones by itself. */
async function noteEnd(
  { quotas, clock }: Services,
  { name, target }: Pick<ResolvedConnection, 'name' | 'target'>,
  details: Readonly<Record<string, unknown>>
): Promise<void> {
  const until = instantOf(details['retryAt'])
  if (until !== undefined && until > clock.now()) await quotas.exhaust(name, target, until)
  else if (details['by'] === 'server') await quotas.exhaust(name, target)
  else if (details['status'] === 429) await quotas.refused(name, target)
}

function instantOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isNaN(at) ? undefined : at
}
