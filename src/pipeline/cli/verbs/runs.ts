import { runStates, type ParamsOf } from '../../contract'
import type { Args } from '../args'
import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument, partitionOption } from '../values'
import type { Verb } from '../verb'

export const runs: Verb = {
  name: 'runs',
  summary: 'Lists every run and attempt, newest first.',
  positionals: ['[NAME]'],
  options: {
    partition: { type: 'string', value: 'DT', help: 'those that touched this partition' },
    state: { type: 'string', value: 'STATES', help: `of these states, separated by commas: ${runStates.join(', ')}` },
    backfill: { type: 'string', value: 'RUN', help: 'attempts of this backfill' },
    by: { type: 'string', value: 'WHO', help: 'started by this person or by schedule' },
    find: { type: 'string', value: 'TEXT', help: 'part of an id, dataset, person or error' },
    limit: { type: 'string', value: 'N', help: 'at most so many (100)' }
  },
  run: (context) => {
    const { args } = context
    const filter = filterOf(args)
    const limit = args.integer('limit', { min: 1, max: 500 }) ?? 100
    return context.withEngine(async (client) => {
      const list = await ask(client, 'runs.list', { filter, limit })
      const text = formatTable(list.runs, [
        { title: 'run', value: ({ id }) => id },
        { title: 'dataset', value: ({ dataset }) => dataset },
        { title: 'kind', value: ({ kind }) => kind },
        { title: 'state', value: ({ state }) => state },
        { title: 'started', value: ({ startedAt }) => startedAt },
        { title: 'seconds', value: ({ seconds }) => seconds },
        { title: 'changed', value: ({ changed }) => changed },
        { title: 'rows', value: ({ rowsWritten }) => rowsWritten },
        { title: 'quarantined', value: ({ rowsQuarantined }) => rowsQuarantined },
        { title: 'version', value: ({ versionAfter }) => versionAfter },
        { title: 'backfill', value: ({ backfill }) => backfill },
        { title: 'by', value: ({ startedBy }) => startedBy }
      ])
      context.out.result(list.runs, text)
      return exitCodes.done
    })
  }
}

function filterOf(args: Args): ParamsOf<'runs.list'>['filter'] {
  const dt = partitionOption(args, 'partition')
  const [states, backfill, startedBy, text] = ['state', 'backfill', 'by', 'find'].map((name) => args.text(name))
  return {
    ...(args.optionalWord(0) === undefined ? {} : { name: nameArgument(args) }),
    ...(dt === undefined ? {} : { dt }),
    ...(states === undefined ? {} : { states: states.split(',').map((state) => stateOf(args, state)) }),
    ...(backfill === undefined ? {} : { backfill }),
    ...(startedBy === undefined ? {} : { startedBy }),
    ...(text === undefined ? {} : { text })
  }
}

function stateOf(args: Args, text: string): (typeof runStates)[number] {
  const found = runStates.find((state) => state === text)
  if (found !== undefined) return found
  throw args.usage(`--state ${text}: one of ${runStates.join(', ')}.`)
}
