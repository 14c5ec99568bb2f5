import { finalStates, type Backfill, type EngineClient } from '../../contract'
import { backfillText } from '../backfill-text'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { describeError } from '../output'
import type { Verb, VerbContext } from '../verb'

/** Publishes what a backfill has staged. */
export const publish: Verb = {
  name: 'publish',
  summary: 'Publishes what a backfill has staged, in one commit for each dataset.',
  positionals: ['RUN'],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const started = await ask(client, 'backfills.publish', { id: context.args.word(0), clientRequestId: newRequestId() })
      if (started.job !== null) await waitFor(client, started.job, context)
      const { state, error } = await show(client, context, started.id)
      if (error !== undefined) context.out.note(describeError(error))
      return state === 'done' ? exitCodes.done : exitCodes.refused
    })
}

/** Throws away what a backfill has staged. */
export const discard: Verb = {
  name: 'discard',
  summary: 'Throws away what a backfill has staged.',
  positionals: ['RUN'],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const { id } = await ask(client, 'backfills.discard', { id: context.args.word(0), clientRequestId: newRequestId() })
      await show(client, context, id)
      return exitCodes.done
    })
}

async function waitFor(client: EngineClient, job: string, context: VerbContext): Promise<void> {
  const { state } = await ask(client, 'jobs.get', { id: job })
  if (!finalStates.includes(state)) await context.finish(client, 'backfill', job)
}

async function show(client: EngineClient, { out }: VerbContext, id: string): Promise<Backfill> {
  const backfill = await ask(client, 'backfills.get', { id })
  const { state, items: partitions } = backfill
  out.result({ runId: id, state, partitions }, backfillText({ runId: id, state, partitions }))
  return backfill
}
