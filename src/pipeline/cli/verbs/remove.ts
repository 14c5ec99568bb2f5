import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

export const remove: Verb = {
  name: 'remove',
  summary: 'Moves a dataset and its table aside, into the workspace’s trash.',
  positionals: ['NAME'],
  options: {},
  run: (context) => {
    const name = nameArgument(context.args)
    return context.withEngine(async (client) => {
      const removed = await ask(client, 'datasets.remove', { name, clientRequestId: newRequestId() })
      context.out.result({ dataset: name, ...removed }, `${name} was moved aside (trash ${removed.trash}).`)
      return exitCodes.done
    })
  }
}
