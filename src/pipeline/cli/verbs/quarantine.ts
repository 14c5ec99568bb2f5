import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument, partitionOption } from '../values'
import type { Verb } from '../verb'

export const quarantine: Verb = {
  name: 'quarantine',
  summary: 'Shows rows that were refused: where they stood, and why.',
  positionals: ['NAME'],
  options: {
    partition: { type: 'string', value: 'DT', help: 'of this partition only' },
    run: { type: 'string', value: 'RUN', help: 'of this run only' },
    limit: { type: 'string', value: 'N', help: 'at most so many rows (200)' }
  },
  run: (context) => {
    const { args } = context
    const name = nameArgument(args)
    const dt = partitionOption(args, 'partition')
    const run = args.text('run')
    const limit = args.integer('limit', { min: 1, max: 1000 }) ?? 200
    const filter = { ...(dt === undefined ? {} : { dt }), ...(run === undefined ? {} : { run }) }
    return context.withEngine(async (client) => {
      const found = await ask(client, 'lake.quarantine', { name, ...filter, limit })
      const text = formatTable(found.rows, [
        { title: 'file', value: ({ file }) => file },
        { title: 'line', value: ({ line }) => line },
        { title: 'column', value: ({ column }) => column },
        { title: 'value', value: ({ value }) => value },
        { title: 'reason', value: ({ reason }) => reason },
        { title: 'message', value: ({ message }) => message }
      ])
      context.out.result(found, `${text}\n${found.rows.length} of ${found.total} rows`)
      return exitCodes.done
    })
  }
}
