import type { BackfillSummary } from '../../contract'
import { AppError } from '../../lib/errors'
import { isAtWork } from '../at-work'
import { backfillText, exitCodeOfBackfill, waitingText } from '../backfill-text'
import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

/** Lists backfills; of those that have not ended it tells whether anybody is at work on them. */
export const backfills: Verb = {
  name: 'backfills',
  summary: 'Lists backfills, newest first, and whether somebody is at work on them.',
  positionals: ['[NAME]'],
  options: {
    active: { type: 'boolean', help: 'only those that have not ended' },
    limit: { type: 'string', value: 'N', help: 'at most so many (100)' }
  },
  run: (context) => {
    const { args, out } = context
    const name = args.optionalWord(0) === undefined ? undefined : nameArgument(args)
    const limit = args.integer('limit', { min: 1, max: 500 }) ?? 100
    const query = { ...(name === undefined ? {} : { name }), active: args.flag('active'), limit }
    return context.withEngine(async (client) => {
      const found = await ask(client, 'backfills.list', query)
      const list = await Promise.all(found.map(async (one) => ({ ...one, atWork: await isAtWork(client, one) })))
      out.result(list, listText(list))
      return exitCodes.done
    })
  }
}

/** Goes on with a backfill that was paused, or whose engine died. */
export const resume: Verb = {
  name: 'resume',
  summary: 'Goes on with a backfill that was paused, or that ended with the process that ran it.',
  positionals: ['RUN'],
  options: {},
  run: (context) => {
    const { out, args } = context
    return context.withEngine(async (client) => {
      const before = await ask(client, 'backfills.get', { id: args.word(0) })
      if (before.state !== 'paused' && (await isAtWork(client, before))) throw atWorkAlready(before)
      const { job } = await ask(client, 'backfills.resume', { id: before.id })
      if (job === null) throw new AppError('backfill.missing', `Nothing is at work on backfill ${before.id}.`)
      const result = await context.finish(client, 'backfill', job)
      out.result(result, backfillText(result))
      return exitCodeOfBackfill(result)
    })
  }
}

/** Ends a backfill wherever it runs, or where nobody runs it any more. */
export const cancel: Verb = {
  name: 'cancel',
  summary: 'Ends a backfill: what is made stays, what waits is not made, what is staged is thrown away.',
  positionals: ['RUN'],
  options: {},
  run: (context) => {
    const { out, args } = context
    return context.withEngine(async (client) => {
      const told = await ask(client, 'backfills.cancel', { id: args.word(0) })
      if (told.job !== null && (await isAtWork(client, told))) await context.finish(client, 'backfill', told.job)
      const { id: runId, state, items: partitions } = await ask(client, 'backfills.get', { id: told.id })
      out.result({ runId, state, partitions }, backfillText({ runId, state, partitions }))
      return exitCodes.done
    })
  }
}

const atWorkAlready = ({ id, dataset, startedBy }: Pick<BackfillSummary, 'id' | 'dataset' | 'startedBy'>): AppError =>
  new AppError('run.overlap', `Another Penstock is at work on backfill ${id} of ${dataset}, started by ${startedBy}.`, {
    hint: `penstock backfills --active tells how far it is; penstock cancel ${id} ends it.`,
    retriable: true,
    details: { dataset, backfill: id }
  })

type Listed = BackfillSummary & { atWork: boolean }

/** What runs only on paper is called interrupted. */
const stateText = ({ state, atWork, finishedAt, waitsFor }: Listed): string =>
  atWork && waitsFor !== undefined
    ? waitingText(waitsFor)
    : atWork || finishedAt !== null || state === 'staged'
      ? state
      : 'interrupted'

const listText = (list: readonly Listed[]): string =>
  formatTable(list, [
    { title: 'run', value: ({ id }) => id },
    { title: 'dataset', value: ({ dataset }) => dataset },
    { title: 'state', value: stateText },
    { title: 'from', value: ({ from }) => from },
    { title: 'to', value: ({ to }) => to },
    { title: 'finished', value: ({ finished, total }) => `${finished} of ${total}` },
    { title: 'changed', value: ({ changed }) => changed },
    { title: 'failed', value: ({ failed }) => failed },
    { title: 'started', value: ({ startedAt }) => startedAt },
    { title: 'by', value: ({ startedBy }) => startedBy }
  ])
