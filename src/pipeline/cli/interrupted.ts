import {
  backfillOptions,
  backfillSelection,
  type Backfill,
  type BackfillOptions,
  type BackfillSelection,
  type EngineClient,
  type ParamsOf
} from '../contract'
import { AppError } from '../lib/errors'
import { isAtWork } from './at-work'
import { ask } from './client'

type Asked = Pick<ParamsOf<'backfills.start'>, 'selection' | 'options' | 'hash'>

/**
 * The backfill that refuses a start, where it is just what was asked for and its process died: whoever says it again wants it done. One
 * that somebody is at work on, that was paused, or that was asked for otherwise, is none.
 */
export async function interruptedAlike(client: EngineClient, refusal: unknown, asked: Asked): Promise<Backfill | undefined> {
  const id = refusal instanceof AppError && refusal.code === 'run.overlap' ? refusal.details?.['backfill'] : undefined
  if (typeof id !== 'string') return undefined
  const found = await ask(client, 'backfills.get', { id })
  const alike = isAlike(found, asked) && (found.state === 'running' || found.state === 'pausing')
  return alike && !(await isAtWork(client, found)) ? found : undefined
}

function isAlike({ plan }: Backfill, { selection, options, hash }: Asked): boolean {
  if (hash !== undefined) return hash === plan.hash
  return textOf(plan) === textOf({ selection: backfillSelection.parse(selection), options: backfillOptions.parse(options ?? {}) })
}

/** Fields are in the order of their schema. */
function textOf({ selection, options }: { selection: BackfillSelection; options: BackfillOptions }): string {
  const only = selection.only === 'all' ? 'all' : selection.only.toSorted()
  return JSON.stringify([backfillSelection.parse({ ...selection, only }), backfillOptions.parse(options)])
}
