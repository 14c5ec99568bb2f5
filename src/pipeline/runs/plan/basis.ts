import { createHash } from 'node:crypto'
import { isSourced, type BackfillPlan, type PlanItem } from '../../contract'
import type { DatasetFacts, World } from '../types'
import { specHash } from './spec-hash'

/** What a plan was made of, sorted: table versions, files and queries of the datasets that it makes, and the files of sources that it reads. */
export function basisOf(world: World, items: readonly PlanItem[], dataset: string): BackfillPlan['basis'] {
  const made = new Set([dataset, ...items.map((item) => item.dataset)])
  const read = [...made].flatMap((name) => (world.graph.inputs.get(name) ?? []).map((edge) => edge.dataset))
  const tables = [...new Set([...made, ...read])].map((name) => ({ of: name, at: versionOf(world.facts.get(name)) }))
  const files = [...made].flatMap((name) => {
    const facts = world.facts.get(name)
    const spec = facts === undefined ? [] : [{ of: `spec:${name}`, at: specHash(facts.spec) }]
    const asking = facts?.asking === undefined ? [] : [{ of: `connection:${facts.asking.connection}`, at: facts.asking.basis }]
    const query = facts?.query === undefined ? [] : [{ of: `query:${name}`, at: facts.query }]
    return [...spec, ...query, ...asking]
  })
  return [...tables, ...files, ...sourceBasis(world, items, dataset)].sort((a, b) => (a.of < b.of ? -1 : 1))
}

const versionOf = (facts: DatasetFacts | undefined): string =>
  facts === undefined || facts.version === null ? 'none' : `v${facts.version}`

/** Only files that the plan reads: one that arrives for another date does not void it. */
function sourceBasis(world: World, items: readonly PlanItem[], dataset: string): BackfillPlan['basis'] {
  const facts = world.facts.get(dataset)
  if (facts === undefined || !isSourced(facts.spec)) return []
  const wanted = new Set(items.filter((item) => item.dataset === dataset).map(({ dt }) => dt))
  const read = facts.source?.filter(({ dt }) => dt === null || wanted.has(dt))
  return [{ of: `source:${dataset}`, at: read === undefined ? 'unlisted' : fingerprint(read) }]
}

function fingerprint(files: NonNullable<DatasetFacts['source']>): string {
  const hash = createHash('sha256')
  const lines = files.map(({ name, bytes, modifiedMs }) => JSON.stringify([name, bytes, modifiedMs]))
  for (const line of lines.sort()) hash.update(`${line}\n`)
  return `sha256:${hash.digest('hex')}`
}
