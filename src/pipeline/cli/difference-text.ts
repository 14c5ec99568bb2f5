import { planDifference, type ErrorData, type PlanDifference } from '../contract'

type Entry = { dataset: string; dt: string }

/** Partitions that are named before the rest is counted. */
const SHOWN = 5

/** What an error says of a plan that no longer holds, a line for each kind of change; empty for other errors. */
export function differenceLines({ details }: ErrorData): string[] {
  const { success, data } = planDifference.safeParse(details?.['difference'])
  return success ? linesOf(data) : []
}

function linesOf({ added, removed, changed, inputs, asked = [] }: PlanDifference): string[] {
  const [first] = changed
  return [
    ...asked.map(
      ({ what, before, after }) => `Asked for otherwise: ${options[what] ?? what} ${before ?? 'unsaid'} → ${after ?? 'unsaid'}`
    ),
    ...named('Would run now as well', added),
    ...named('Would no longer run', removed),
    ...named('Would run otherwise', changed),
    ...(first === undefined ? [] : [`  ${first.dataset} ${first.dt}: ${first.what}`]),
    ...inputs.map(({ dataset, before, after }) => `Changed since: ${subjectOf(dataset)}${versions(before, after)}`)
  ]
}

/** Options by which the command line knows them. */
const options: Readonly<Record<string, string>> = {
  ...{ name: 'the dataset', follow: 'what follows (--no-follow)', publish: 'publishing (--review)' },
  ...{ order: '--order', concurrency: '--concurrency', fromRaw: '--from-raw' }
}

function named(title: string, entries: readonly Entry[]): string[] {
  if (entries.length === 0) return []
  const shown = entries.slice(0, SHOWN).map(({ dataset, dt }) => `${dataset} ${dt}`)
  return [`${title}: ${shown.join(', ')}${entries.length > SHOWN ? `, and ${entries.length - SHOWN} more` : ''}`]
}

const kinds: Readonly<Record<string, string>> = {
  ...{
    source: 'the source of',
    query: 'the query of',
    spec: 'the dataset file of',
    connection: 'what is asked by the connection'
  }
}

function subjectOf(text: string): string {
  const [, kind = '', name = ''] = /^(source|query|spec|connection):(.*)$/s.exec(text) ?? []
  return name === '' ? `the table ${text}` : `${kinds[kind] ?? ''} ${name}`
}

/** Only versions of tables say anything to people. */
const versions = (before: string | null, after: string | null): string =>
  [before, after].every((text) => text === null || /^\d+$/.test(text)) ? ` (${before ?? 'none'} → ${after ?? 'none'})` : ''
