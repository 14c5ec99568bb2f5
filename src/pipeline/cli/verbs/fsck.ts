import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

export const fsck: Verb = {
  name: 'fsck',
  summary: 'Checks that the lake holds what its logs say; exit code 1 where it does not.',
  positionals: ['[NAME]'],
  options: { deep: { type: 'boolean', help: 'read every file again and recompute its digest' } },
  run: (context) => {
    const { args } = context
    const name = args.optionalWord(0) === undefined ? {} : { name: nameArgument(args) }
    return context.withEngine(async (client) => {
      const { job } = await ask(client, 'lake.fsck', { ...name, deep: args.flag('deep'), clientRequestId: newRequestId() })
      const report = await context.finish(client, 'fsck', job)
      const findings = report.datasets.flatMap((dataset) =>
        dataset.findings.map((finding) => ({ dataset: dataset.name, ...finding }))
      )
      const lines = [
        formatTable(report.datasets, [
          { title: 'dataset', value: (one) => one.name },
          { title: 'version', value: (one) => one.version },
          { title: 'files', value: (one) => one.files },
          { title: 'rows', value: (one) => one.rows },
          { title: 'findings', value: (one) => one.findings.length }
        ]),
        ...findings.map(({ dataset, level, kind, path, message }) => `${level}: ${dataset}: ${kind}: ${path}: ${message}`),
        report.ok ? 'The lake is whole.' : 'The lake is damaged.'
      ]
      context.out.result(report, lines.join('\n'))
      return report.ok ? exitCodes.done : exitCodes.failed
    })
  }
}
