import { createHash } from 'node:crypto'
import type { CollectedSpec } from '../../contract'
import { toErrorData } from '../../lib/errors'
import type { DatasetFacts } from '../../runs/types'
import { resolveConnection, workspaceVariables } from '../connections'
import type { Services } from '../services'

type Facts = Pick<DatasetFacts, 'source' | 'listing' | 'asking'>

/** What a plan has to know of asking for a dataset. What it cannot know hides no plan: what runs says why it fails. */
export async function askingFacts(services: Services, spec: CollectedSpec): Promise<Facts> {
  const { collect } = spec
  try {
    const { name, target } = await resolveConnection(services, collect.connection)
    const [variables, values] = await Promise.all([
      workspaceVariables(services),
      services.fanOuts.of(collect, new AbortController().signal)
    ])
    const product = Object.values(values).reduce((count, list) => count * list.length, 1)
    const questions = collect.kind === 'http' ? product : null
    const basis = hashOf([target, namedIn(collect, variables), values])
    const { quotas } = services
    const today = { left: quotas.left(name, target), resumesAt: quotas.resumesAt(name, target) }
    return { source: null, asking: { connection: name, basis, questions, ...today } }
  } catch (error) {
    const listing = toErrorData(error)
    services.logger.info('a server cannot be asked', { dataset: spec.name, error: listing.message })
    return { source: null, listing }
  }
}

/** Variables that its requests hold; another one changes nothing of what is asked. */
function namedIn(collect: CollectedSpec['collect'], variables: Readonly<Record<string, string>>): [string, string][] {
  const text = JSON.stringify(collect)
  return Object.entries(variables)
    .filter(([name]) => text.includes(`{${name}`))
    .sort(([left], [right]) => (left < right ? -1 : 1))
}

const hashOf = (value: unknown): string => `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`
