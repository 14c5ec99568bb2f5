import type { EngineClient } from '../../contract'
import { AppError } from '../../lib/errors'
import { ask, newRequestId } from '../client'
import { connectionText } from '../connection-text'
import { exitCodes } from '../exit-codes'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

const actions = ['set', 'forget'] as const

export const secret: Verb = {
  name: 'secret',
  summary: 'Keeps a secret that is read from standard input or asked for without echo, or forgets it.',
  positionals: [actions.join('|'), 'CONNECTION', 'NAME'],
  options: {},
  run: async (context) => {
    const { args } = context
    const action = actions.find((one) => one === args.word(0))
    if (action === undefined) throw args.usage(`"${args.word(0)}": one of ${actions.join(', ')} is expected.`)
    const [name, secret] = [nameArgument(args, 1), args.word(2)]
    const value = action === 'set' ? await context.readSecret(`${secret} of ${name}`) : ''
    if (action === 'set' && value === '') throw args.usage('Standard input is empty: there is no secret in it.')
    return context.withEngine(async (client) => {
      if (action === 'set') await refuseShortLived(client)
      const summary = await ask(client, 'connections.secret', { name, secret, value, clientRequestId: newRequestId() })
      context.out.result(summary, connectionText(summary))
      return exitCodes.done
    })
  }
}

/** An engine of this command line ends with it: what it keeps in memory would be forgotten at once. */
async function refuseShortLived(client: EngineClient): Promise<void> {
  const [{ kind, reason }, { host }] = await Promise.all([ask(client, 'secrets.store', {}), ask(client, 'workspace.get', {})])
  if (kind !== 'memory' || host !== 'cli') return
  throw new AppError('secret.no_store', 'There is nowhere to keep it: this command ends at once, and no store is named.', {
    hint: reason?.hint ?? 'Name a file of mode 0600 with PENSTOCK_SECRETS_FILE or --secrets FILE.'
  })
}
