import type { DatasetSpec, ErrorData } from '../../contract'
import { loadCalendar } from '../../calendar'
import { toErrorData } from '../../lib/errors'
import { buildGraph, fanOutProblems } from '../../runs/graph'
import type { DatasetFacts, FlowGraph, World } from '../../runs/types'
import type { Services } from '../services'
import { datasetFacts, type FactsOptions } from './dataset-facts'

/** Datasets whose file can be used, by name. */
export async function usableSpecs({ datasets }: Services): Promise<DatasetSpec[]> {
  return (await datasets.list()).flatMap((entry) => ('spec' in entry ? [entry.spec] : []))
}

export async function flowGraph(services: Services, specs: readonly DatasetSpec[]): Promise<FlowGraph> {
  const [references, calendars] = await Promise.all([services.references.of(specs), calendarProblems(services, specs)])
  const graph = buildGraph(specs, references)
  return { ...graph, problems: new Map([...graph.problems, ...fanOutProblems(specs), ...calendars]) }
}

/** Datasets whose calendar cannot be used: what they expect would follow other days than their file says. */
async function calendarProblems({ workspace }: Services, specs: readonly DatasetSpec[]): Promise<[string, ErrorData][]> {
  const found = await Promise.all(
    specs.map(async ({ name, calendar }): Promise<[string, ErrorData][]> => {
      try {
        if (calendar !== undefined) await loadCalendar(workspace.root, calendar)
        return []
      } catch (error) {
        return [[name, toErrorData(error)]]
      }
    })
  )
  return found.flat()
}

export interface WorldOptions extends FactsOptions {
  /** Only what is known of these datasets and of those that they are made from. */
  around?: readonly string[]
}

/** Everything that is known now. A dataset whose table cannot be read is left out; its own page says why. */
export async function worldNow(services: Services, { around, ...options }: WorldOptions): Promise<World> {
  // First, so that whoever begins to change something meanwhile stands in the way of a plan.
  const active = new Map(services.active)
  const specs = await usableSpecs(services)
  const graph = await flowGraph(services, specs)
  const near = new Set((around ?? []).flatMap((name) => [name, ...(graph.inputs.get(name) ?? []).map(({ dataset }) => dataset)]))
  const wanted = around === undefined ? specs : specs.filter(({ name }) => near.has(name))
  const found = await Promise.all(wanted.map((spec) => readable(services, spec, options)))
  return {
    graph,
    facts: new Map(found.flatMap((facts) => (facts === undefined ? [] : [[facts.spec.name, facts] as const]))),
    active: new Map([...active, ...services.active]),
    now: services.clock.now()
  }
}

async function readable(services: Services, spec: DatasetSpec, options: FactsOptions): Promise<DatasetFacts | undefined> {
  try {
    return await datasetFacts(services, spec, options)
  } catch (error) {
    services.logger.warn('a dataset cannot be read', { dataset: spec.name, error: String(error) })
    return undefined
  }
}
