import type { IncidentAction } from '../../contract'
import type { Args } from '../args'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { incidentText } from '../incident-text'
import { untilOption } from '../until-option'
import type { Verb } from '../verb'

export const incident: Verb = {
  name: 'incident',
  summary: 'Shows one incident with its failing rows and its history, or deals with it.',
  positionals: ['ID'],
  options: {
    ack: { type: 'boolean', help: 'somebody is at it' },
    snooze: { type: 'string', value: 'UNTIL', help: 'quiet until then: 4h, 3d, 2026-11-24 or 2026-11-24T09:00; needs --reason' },
    note: { type: 'string', value: 'TEXT', help: 'a note for others' },
    close: { type: 'boolean', help: 'it is dealt with; needs --reason' },
    reopen: { type: 'boolean', help: 'it is not' },
    reason: { type: 'string', value: 'TEXT', help: 'why, with --snooze and --close' }
  },
  run: (context) => {
    const { args, out, host } = context
    const id = args.word(0)
    const action = actionOf(args, host.clock.now())
    return context.withEngine(async (client) => {
      if (action !== undefined) await ask(client, 'incidents.act', { ids: [id], action, clientRequestId: newRequestId() })
      const found = await ask(client, 'incidents.get', { id })
      out.result(found, incidentText(found))
      return exitCodes.done
    })
  }
}

function actionOf(args: Args, now: number): IncidentAction | undefined {
  const said = (['ack', 'snooze', 'note', 'close', 'reopen'] as const).filter(
    (name) => args.flag(name) || args.text(name) !== undefined
  )
  if (said.length > 1) throw args.usage(`Say only one of ${said.map((name) => `--${name}`).join(' and ')}.`)
  const [what] = said
  if (args.text('reason') !== undefined && what !== 'snooze' && what !== 'close')
    throw args.usage('--reason goes with --snooze or --close.')
  if (what === undefined) return undefined
  const actions: Record<typeof what, () => IncidentAction> = {
    ack: () => ({ do: 'acknowledge' }),
    snooze: () => ({ do: 'snooze', until: untilOption(args, 'snooze', now), reason: args.required('reason') }),
    note: () => ({ do: 'note', text: args.required('note') }),
    close: () => ({ do: 'close', reason: args.required('reason') }),
    reopen: () => ({ do: 'reopen' })
  }
  return actions[what]()
}
