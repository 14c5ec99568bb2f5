import { ask, newRequestId } from '../client'
import { showLoad } from '../load-text'
import { nameArgument, rangeOption } from '../values'
import type { Verb } from '../verb'

export const load: Verb = {
  name: 'load',
  summary: 'Loads a dataset from its source into the lake.',
  positionals: ['NAME'],
  options: {
    from: { type: 'string', value: 'DT', help: 'first partition to touch (YYYY-MM or YYYY-MM-DD)' },
    to: { type: 'string', value: 'DT', help: 'last partition to touch, inclusive' },
    again: { type: 'boolean', help: 'append: load inputs again that the table already holds' }
  },
  run: (context) => {
    const { args } = context
    const from = rangeOption(args, 'from')
    const to = rangeOption(args, 'to')
    const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    const name = nameArgument(args)
    return context.withEngine(async (client) => {
      const { job } = await ask(client, 'loads.start', {
        name,
        ...range,
        again: args.flag('again'),
        clientRequestId: newRequestId()
      })
      return showLoad(context, await context.finish(client, 'load', job))
    })
  }
}
