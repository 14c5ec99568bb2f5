import type { Proof } from '../../contract'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { changesSince } from '../later-changes'
import { formatTable } from '../table'
import type { Verb } from '../verb'

export const proof: Verb = {
  name: 'proof',
  summary: 'Proves what a run or backfill did: digests before and after, rows, duplicate keys, inputs.',
  positionals: ['RUN'],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const { job } = await ask(client, 'runs.proof', { id: context.args.word(0), clientRequestId: newRequestId() })
      const made = await context.finish(client, 'proof', job)
      const table = formatTable(made.partitions, [
        { title: 'dataset', value: ({ dataset }) => dataset },
        { title: 'partition', value: ({ dt }) => dt },
        { title: 'change', value: ({ change }) => change },
        { title: 'rows before', value: ({ rowsBefore }) => rowsBefore },
        { title: 'rows after', value: ({ rowsAfter }) => rowsAfter },
        { title: 'digest before', value: ({ digestBefore }) => digestBefore },
        { title: 'digest after', value: ({ digestAfter }) => digestAfter },
        { title: 'duplicate keys', value: ({ duplicateKeys }) => duplicateKeys }
      ])
      const lines = [`${made.verdict}: ${made.changed} changed`, table, ...duplicateLines(made), ...changesSince(made.builtOn)]
      context.out.result(made, lines.join('\n'))
      return made.verdict === 'duplicates' ? exitCodes.refused : exitCodes.done
    })
}

/** The keys that stand more than once, as far as the proof names them. */
const duplicateLines = ({ partitions }: Proof): string[] =>
  partitions.flatMap(({ dataset, dt, duplicateSample }) =>
    duplicateSample.map((key) => `more than once in ${dataset} ${dt}: ${JSON.stringify(key)}`)
  )
