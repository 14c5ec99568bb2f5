import { incidentKind, type ParamsOf } from '../../contract'
import type { Args } from '../args'
import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { incidentsText } from '../incident-text'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

export const incidents: Verb = {
  name: 'incidents',
  summary: 'Lists what is wrong with the data: open, acknowledged and snoozed incidents, the newest first.',
  positionals: ['[NAME]'],
  options: {
    open: { type: 'boolean', help: 'only those that nobody has acknowledged or snoozed' },
    all: { type: 'boolean', help: 'closed ones as well' },
    kind: { type: 'string', value: 'KINDS', help: `of these kinds, separated by commas: ${incidentKind.options.join(', ')}` },
    find: { type: 'string', value: 'TEXT', help: 'part of a dataset, partition, check or value' },
    limit: { type: 'string', value: 'N', help: 'at most so many (100)' }
  },
  run: (context) => {
    const { args, out } = context
    const filter = filterOf(args)
    const limit = args.integer('limit', { min: 1, max: 500 }) ?? 100
    return context.withEngine(async (client) => {
      const list = await ask(client, 'incidents.list', { filter, limit })
      out.result(list.incidents, incidentsText(list.incidents))
      if (list.total > list.incidents.length) out.note(`${list.total - list.incidents.length} more; --limit shows them.`)
      return exitCodes.done
    })
  }
}

function filterOf(args: Args): ParamsOf<'incidents.list'>['filter'] {
  if (args.flag('open') && args.flag('all')) throw args.usage('Say only one of --open and --all.')
  const kinds = args.list('kind')?.map((kind) => kindOf(args, kind))
  const text = args.text('find')
  return {
    ...(args.optionalWord(0) === undefined ? {} : { name: nameArgument(args) }),
    ...(args.flag('all') ? {} : { states: args.flag('open') ? ['open'] : ['open', 'acknowledged', 'snoozed'] }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(text === undefined ? {} : { text })
  }
}

function kindOf(args: Args, text: string): (typeof incidentKind.options)[number] {
  const found = incidentKind.options.find((kind) => kind === text)
  if (found !== undefined) return found
  throw args.usage(`--kind ${text}: one of ${incidentKind.options.join(', ')}.`)
}
