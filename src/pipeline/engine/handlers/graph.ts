import { describeGraph } from '../../runs/graph'
import { intervalStatuses } from '../../runs/states'
import { datasetFacts } from '../facts/dataset-facts'
import { flowGraph, usableSpecs } from '../facts/world'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type GraphHandlers = Pick<Handlers, 'graph.get' | 'intervals.list'>

export function graphHandlers(services: Services): GraphHandlers {
  return {
    'graph.get': async () => {
      const specs = await usableSpecs(services)
      return describeGraph(await flowGraph(services, specs), specs)
    },
    'intervals.list': async ({ name, from, to }) => {
      const facts = await datasetFacts(services, await services.datasets.get(name), { sources: false })
      return intervalStatuses(facts, services.clock.now(), from, to)
    }
  }
}
