import { WHOLE, type DeliveryStatus, type EngineClient } from '../../contract'
import { AppError } from '../../lib/errors'
import type { Args } from '../args'
import { ask, newRequestId } from '../client'
import { exitCodeOfError, exitCodes } from '../exit-codes'
import { describeError } from '../output'
import { formatTable } from '../table'
import { nameArgument, partitionOption, rangeOption } from '../values'
import type { Verb } from '../verb'

export const deliver: Verb = {
  name: 'deliver',
  summary: 'Sends a dataset to the tables that its file names under deliver: what is behind, or partitions again.',
  positionals: ['NAME'],
  options: {
    to: { type: 'string', value: 'ID', help: 'to this one of its deliveries only' },
    from: { type: 'string', value: 'DT', help: 'these partitions again, whatever the table has' },
    'to-dt': { type: 'string', value: 'DT', help: 'with --from: the last of them, inclusive' }
  },
  run: (context) => {
    const { args, out } = context
    const name = nameArgument(args)
    const range = rangeOf(args)
    return context.withEngine(async (client) => {
      const delivery = args.text('to')
      const dts = range === undefined ? undefined : await partitionsIn(client, name, range, args)
      const asked = { name, ...(delivery === undefined ? {} : { delivery }), ...(dts === undefined ? {} : { dts }) }
      const { job } = await ask(client, 'deliveries.run', { ...asked, clientRequestId: newRequestId() })
      const result = await context.finish(client, 'deliver', job)
      if (result.error?.code === 'usage') throw AppError.fromData(result.error)
      const statuses = await ask(client, 'deliveries.list', { name })
      out.result({ ...result, statuses }, tableOf(statuses))
      if (result.error === undefined) return exitCodes.done
      if (!out.json) out.note(describeError(result.error))
      return exitCodeOfError(result.error.code)
    })
  }
}

interface Range {
  from: string | undefined
  to: string | undefined
}

function rangeOf(args: Args): Range | undefined {
  const range = { from: rangeOption(args, 'from'), to: partitionOption(args, 'to-dt') }
  if (range.to === WHOLE) throw args.usage(`--to-dt ${WHOLE}: leave it out for all partitions.`)
  return range.from === undefined && range.to === undefined ? undefined : range
}

async function partitionsIn(client: EngineClient, name: string, { from = '', to }: Range, args: Args): Promise<string[]> {
  const all = await ask(client, 'lake.partitions', { name })
  const dts = all.map(({ dt }) => dt).filter((dt) => from <= dt && (to === undefined || dt <= to))
  if (dts.length === 0) throw args.usage(`There is no partition of "${name}" in this range.`)
  return dts
}

const tableOf = (statuses: readonly DeliveryStatus[]): string =>
  formatTable(statuses, [
    { title: 'delivery', value: ({ delivery }) => delivery },
    { title: 'table', value: ({ connection, table }) => `${connection} ${table}` },
    { title: 'partition', value: ({ dt }) => dt },
    { title: 'state', value: ({ state }) => state },
    { title: 'rows', value: ({ rows }) => rows },
    { title: 'version', value: ({ version }) => version },
    { title: 'digest', value: ({ digest }) => digest },
    { title: 'error', value: ({ error }) => error?.code ?? null }
  ])
