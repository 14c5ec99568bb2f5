import { isDerived, type DatasetSpec, type ErrorData } from '../../contract'
import type { SqlReferences } from '../../load/worker-api'
import type { InputEdge } from '../types'
import { nearName } from './near-name'

/** What one derived dataset reads, and why it cannot be run. */
export interface Resolved {
  edges: InputEdge[]
  problem: ErrorData | undefined
}

/** Datasets by name, as SQL finds them: exactly, or else without case where only one is meant. */
export class Names {
  readonly #exact: ReadonlyMap<string, DatasetSpec>
  readonly #folded = new Map<string, DatasetSpec | null>()

  constructor(specs: readonly DatasetSpec[]) {
    this.#exact = new Map(specs.map((spec) => [spec.name, spec]))
    for (const spec of specs) {
      const key = spec.name.toLowerCase()
      this.#folded.set(key, this.#folded.has(key) ? null : spec)
    }
  }

  find(written: string): DatasetSpec | undefined {
    const name = written.normalize('NFC')
    return this.#exact.get(name) ?? this.#folded.get(name.toLowerCase()) ?? undefined
  }

  /** The dataset that was probably meant. */
  near(written: string): string | undefined {
    return nearName(written, [...this.#exact.keys()].sort())
  }
}

/** The inputs of a dataset: none of one that is read from a source. */
export function resolveInputs(spec: DatasetSpec, references: SqlReferences | ErrorData | undefined, names: Names): Resolved {
  if (!isDerived(spec) || references === undefined) return { edges: [], problem: undefined }
  if ('code' in references) return { edges: [], problem: references }
  const edges = new Map<string, InputEdge>()
  const missing: string[] = []
  for (const written of references.tables) {
    const input = names.find(written)
    if (input === undefined) missing.push(written)
    else edges.set(input.name, edgeOf(spec, input))
  }
  return { edges: [...edges.values()], problem: missing.length === 0 ? undefined : missingReference(spec.name, missing, names) }
}

/** Where either side has no dates there is no period that could be the same. */
function edgeOf(spec: DatasetSpec, input: DatasetSpec): InputEdge {
  const asked = spec.derive?.inputs[input.name]
  const whole = asked?.read === 'whole' || input.partition === undefined || spec.partition === undefined
  return { dataset: input.name, read: whole ? 'whole' : 'same', lookback: whole ? 0 : (asked?.lookback ?? 0) }
}

function missingReference(dataset: string, missing: readonly string[], names: Names): ErrorData {
  const [first = ''] = missing
  const near = names.near(first)
  return {
    code: 'graph.missing',
    message: `The SQL of ${dataset} reads ${missing.map((name) => `"${name}"`).join(', ')}, which the workspace does not have.`,
    retriable: false,
    hint: hintOf(first, near),
    details: { dataset, missing: [...missing], ...(near === undefined ? {} : { near }) }
  }
}

function hintOf(name: string, near: string | undefined): string {
  if (isPath(name))
    return `The SQL reads datasets, neither files nor addresses: add ${name} as the source of a dataset, and name that.`
  return near === undefined
    ? `Add a dataset called ${name}, or correct the name in the SQL.`
    : `Did you mean "${near}"? Correct the SQL.`
}

const isPath = (name: string): boolean => /[\\/*]|\.(csv|tsv|txt|json|jsonl|ndjson|parquet)(\.gz)?$/i.test(name)
