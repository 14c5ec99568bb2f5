import type { ParamsOf } from '../../contract'
import type { Args } from '../args'
import { ask, newRequestId } from '../client'
import { showLoad } from '../load-text'
import { MAX_VERSION, nameArgument, partitionOption } from '../values'
import type { Verb } from '../verb'

export const undo: Verb = {
  name: 'undo',
  summary: 'Brings back what was there: at a version, or before a run. Nothing is overwritten.',
  positionals: ['[NAME]'],
  options: {
    to: { type: 'string', value: 'VERSION', help: 'the version to bring back' },
    partition: { type: 'string', value: 'DT', help: 'with --to: this partition only' },
    run: { type: 'string', value: 'RUN', help: 'undo what this run or backfill changed, in every dataset' }
  },
  run: (context) => {
    const params = undoParams(context.args)
    return context.withEngine(async (client) => {
      const { job } = 'id' in params ? await ask(client, 'runs.undo', params) : await ask(client, 'lake.undo', params)
      return showLoad(context, await context.finish(client, 'undo', job))
    })
  }
}

function undoParams(args: Args): ParamsOf<'lake.undo'> | ParamsOf<'runs.undo'> {
  const version = args.integer('to', { min: 0, max: MAX_VERSION })
  const run = args.text('run')
  const dt = partitionOption(args, 'partition')
  if ((version === undefined) === (run === undefined)) throw args.usage('Say either --to VERSION or --run RUN.')
  if (run !== undefined && dt !== undefined) throw args.usage('--partition goes with --to; a run is undone as a whole.')
  const clientRequestId = newRequestId()
  if (run !== undefined) return { id: run, clientRequestId }
  const name = nameArgument(args)
  return { name, ...(version === undefined ? {} : { version }), ...(dt === undefined ? {} : { dt }), clientRequestId }
}
