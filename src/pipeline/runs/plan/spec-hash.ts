import { createHash } from 'node:crypto'
import { defaultRunPolicy, type DatasetSpec } from '../../contract'
import { omit } from '../../lib/omit'

/** What a dataset file says for people and schedules changes nothing that a plan makes. */
const FOR_OTHERS = ['$schema', 'title', 'description', 'owner', 'stage', 'schedule'] as const

const hashes = new WeakMap<DatasetSpec, string>()

/**
 * SHA-256 over what a dataset file says of how its partitions are made and published, whatever the order of its fields. The SQL is left
 * out: it has a hash of its own.
 */
export function specHash(spec: DatasetSpec): string {
  const known = hashes.get(spec)
  if (known !== undefined) return known
  const derive = spec.derive === undefined ? undefined : omit(spec.derive, 'sql')
  const made = { ...omit(spec, ...FOR_OTHERS), derive, runs: spec.runs ?? defaultRunPolicy }
  const hash = `sha256:${createHash('sha256')
    .update(JSON.stringify(canonical(made)))
    .digest('hex')}`
  hashes.set(spec, hash)
  return hash
}

/** Objects as lists of their fields by name, so that their order tells nothing. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return fields.sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, field]) => [name, canonical(field)])
}
