import type { DatasetSpec, ErrorData } from '../../contract'
import { nearName } from './near-name'

/** Collected datasets whose questions come from a dataset that the workspace does not have: `graph.missing`. */
export function fanOutProblems(specs: readonly DatasetSpec[]): [string, ErrorData][] {
  const names = new Set(specs.map(({ name }) => name))
  return specs.flatMap(({ name, collect }): [string, ErrorData][] => {
    if (collect?.kind !== 'http') return []
    const missing = collect.fanOut.flatMap((fan) => ('dataset' in fan && !names.has(fan.dataset) ? [fan.dataset] : []))
    return missing.length === 0 ? [] : [[name, missingDataset(name, missing, [...names].sort())]]
  })
}

function missingDataset(dataset: string, missing: readonly string[], names: readonly string[]): ErrorData {
  const near = nearName(missing[0] ?? '', names)
  return {
    code: 'graph.missing',
    message: `${dataset} takes what it asks for from ${missing.map((name) => `"${name}"`).join(', ')}, which the workspace does not have.`,
    retriable: false,
    hint: near === undefined ? `Add a dataset called ${missing[0] ?? ''}.` : `Did you mean "${near}"? Correct the fan-out.`,
    details: { dataset, missing: [...missing], ...(near === undefined ? {} : { near }) }
  }
}
