import type { SweepReport } from '../../contract'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument, rangeOption } from '../values'
import type { Verb } from '../verb'

/** Keys of a partition that are named in the text; the report has more. */
const SHOWN = 5

export const sweep: Verb = {
  name: 'sweep',
  summary: 'Compares the keys of a database table with the lake: rows that were deleted there. Changes nothing.',
  positionals: ['NAME'],
  options: {
    from: { type: 'string', value: 'DT', help: 'the first partition' },
    to: { type: 'string', value: 'DT', help: 'the last partition, inclusive' }
  },
  run: (context) => {
    const name = nameArgument(context.args)
    const [from, to] = [rangeOption(context.args, 'from'), rangeOption(context.args, 'to')]
    const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    return context.withEngine(async (client) => {
      const { job } = await ask(client, 'collect.sweep', { name, ...range, clientRequestId: newRequestId() })
      const report = await context.finish(client, 'sweep', job)
      context.out.result(report, textOf(report))
      return exitCodes.done
    })
  }
}

function textOf({ dataset, partitions }: SweepReport): string {
  const differing = partitions.filter(({ deleted, added }) => deleted + added > 0)
  return [
    formatTable(partitions, [
      { title: 'partition', value: ({ dt }) => dt },
      { title: 'keys here', value: ({ keysHere }) => keysHere },
      { title: 'keys there', value: ({ keysThere }) => keysThere },
      { title: 'deleted there', value: ({ deleted }) => deleted },
      { title: 'only there', value: ({ added }) => added }
    ]),
    ...differing.flatMap(({ dt, sample }) => sample.slice(0, SHOWN).map((key) => `${dt}: ${keyText(key)}`)),
    differing.length === 0
      ? 'The table and the lake have the same keys.'
      : `${differing.length} of ${partitions.length} partitions differ. To read them again: penstock backfill ${dataset} --only all, with --from and --to.`
  ].join('\n')
}

const keyText = (key: Readonly<Record<string, string | null>>): string =>
  Object.entries(key)
    .map(([name, value]) => `${name} ${value ?? 'null'}`)
    .join(', ')
