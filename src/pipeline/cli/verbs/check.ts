import type { CheckReport, CheckResult, CheckSuggestion, EngineClient } from '../../contract'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument, rangeOption } from '../values'
import type { Verb, VerbContext } from '../verb'

export const check: Verb = {
  name: 'check',
  summary: 'Judges partitions as they lie by the checks of their dataset; exit code 3 where one that blocks fails.',
  positionals: ['NAME'],
  options: {
    from: { type: 'string', value: 'DT', help: 'the first partition' },
    to: { type: 'string', value: 'DT', help: 'the last partition, inclusive' },
    suggest: { type: 'boolean', help: 'instead: checks that the past of the dataset suggests' }
  },
  run: (context) => {
    const { args } = context
    const name = nameArgument(args)
    const [from, to] = [rangeOption(args, 'from'), rangeOption(args, 'to')]
    if (args.flag('suggest') && (from !== undefined || to !== undefined)) throw args.usage('--suggest looks at all partitions.')
    return context.withEngine((client) =>
      args.flag('suggest') ? suggest(context, client, name) : judge(context, client, { name, from, to })
    )
  }
}

async function judge(
  context: VerbContext,
  client: EngineClient,
  { name, from, to }: { name: string; from: string | undefined; to: string | undefined }
): Promise<number> {
  const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  const { job } = await ask(client, 'checks.run', { name, ...range, clientRequestId: newRequestId() })
  const report = await context.finish(client, 'checks', job)
  context.out.result(report, reportText(report))
  const blocks = report.results.some(({ state, severity }) => state === 'failed' && severity === 'block')
  return blocks ? exitCodes.refused : exitCodes.done
}

function reportText({ dataset, partitions, results, fired }: CheckReport): string {
  if (fired.length === 0) return `${dataset} has no checks. What its past suggests: penstock check ${dataset} --suggest`
  const failed = results.filter(({ state }) => state === 'failed')
  return [
    `${dataset}: ${fired.length} checks over ${partitions} partitions`,
    formatTable(fired, [
      { title: 'check', value: (one) => one.check },
      { title: 'failed', value: (one) => one.failed },
      { title: 'not judged', value: (one) => one.skipped },
      { title: 'of', value: (one) => one.of }
    ]),
    ...(failed.length === 0 ? [] : ['', failedTable(failed)])
  ].join('\n')
}

const failedTable = (failed: readonly CheckResult[]): string =>
  formatTable(failed, [
    { title: 'partition', value: ({ dt }) => dt },
    { title: 'check', value: (one) => one.check },
    { title: 'severity', value: ({ severity }) => severity },
    { title: 'reason', value: ({ reason }) => reason },
    { title: 'failing rows', value: ({ failingRows }) => failingRows },
    { title: 'rows', value: ({ rows }) => rows },
    { title: 'measured', value: ({ measured }) => textOf(measured) }
  ])

async function suggest(context: VerbContext, client: EngineClient, name: string): Promise<number> {
  const { job } = await ask(client, 'checks.suggest', { name, clientRequestId: newRequestId() })
  const found = await context.finish(client, 'check-suggestions', job)
  context.out.result(found, suggestionsText(name, found))
  return exitCodes.done
}

function suggestionsText(name: string, found: readonly CheckSuggestion[]): string {
  if (found.length === 0) return `The past of ${name} suggests no checks: it is too short, or too uneven.`
  const lines = found.map(
    ({ check: one, evidence }) => `${JSON.stringify(one)}\n  ${evidence.reason}: ${textOf(evidence.values)}`
  )
  return [`${found.length} checks, as they can stand in "checks" of the dataset file:`, ...lines].join('\n')
}

const textOf = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
