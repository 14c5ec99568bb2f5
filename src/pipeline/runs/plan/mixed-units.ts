import { dimensionOf, isDerived, unitPower, type ColumnSpec, type DatasetSpec, type ErrorData } from '../../contract'
import type { World } from '../types'

interface Used {
  dataset: string
  column: ColumnSpec
}

/** Derived datasets whose SQL brings columns together that say the same in two units, or prices on two bases, without converting them. */
export function mixedUnits({ graph, facts }: Pick<World, 'graph' | 'facts'>, names: Iterable<string>): ErrorData[] {
  return [...names].flatMap((name) => {
    const spec = facts.get(name)?.spec
    if (spec === undefined || !isDerived(spec)) return []
    const inputs = (graph.inputs.get(name) ?? []).flatMap(({ dataset }) => facts.get(dataset)?.spec ?? [])
    const { sql } = spec.derive
    const used = inputs.flatMap((input) => usedColumns(input, sql))
    return [...unitPairs(used, sql), ...basisPairs(used)].map(([left, right]) => mixed(name, left, right))
  })
}

function usedColumns({ name, columns }: DatasetSpec, sql: string): Used[] {
  return columns.filter((column) => mentions(sql, column.name)).map((column) => ({ dataset: name, column }))
}

const isWord = /[\p{L}\p{N}_]/u

/** Whether a name stands in the SQL as a word of its own. */
function mentions(sql: string, name: string): boolean {
  const [text, word] = [sql.toLowerCase(), name.toLowerCase()]
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before = ' ', after = ' '] = [text[at - 1], text[at + word.length]]
    if (!isWord.test(before) && !isWord.test(after)) return true
  }
  return false
}

type Pair = [Used, Used]

/** The first pair of each two datasets whose units measure the same on another scale, unless the SQL has the factor between them. */
function unitPairs(used: readonly Used[], sql: string): Pair[] {
  return pairsOf(used, ({ column: left }, { column: right }) => {
    const dimension = dimensionOf(left.unit)
    if (dimension === undefined || dimension !== dimensionOf(right.unit)) return false
    const power = unitPower(left.unit ?? '', right.unit ?? '') ?? 0
    return power !== 0 && !hasFactor(sql, Math.abs(power))
  })
}

const hasFactor = (sql: string, power: number): boolean =>
  new RegExp(`(^|[^0-9_.])(10{${power}}|1e0?${power})(\\.0*)?($|[^0-9_])`, 'i').test(sql.replaceAll(/(\d)_(?=\d)/g, '$1'))

const basisPairs = (used: readonly Used[]): Pair[] =>
  pairsOf(
    used,
    ({ column: left }, { column: right }) =>
      left.priceBasis !== undefined && right.priceBasis !== undefined && left.priceBasis !== right.priceBasis
  )

function pairsOf(used: readonly Used[], differ: (left: Used, right: Used) => boolean): Pair[] {
  const found = new Map<string, Pair>()
  used.forEach((left, index) => {
    for (const right of used.slice(index + 1)) {
      const key = `${left.dataset} ${right.dataset}`
      if (left.dataset !== right.dataset && !found.has(key) && differ(left, right)) found.set(key, [left, right])
    }
  })
  return [...found.values()]
}

const saying = ({ dataset, column }: Used): string =>
  `${column.name} of ${dataset} (${[column.unit, column.priceBasis].filter((text) => text !== undefined).join(', ')})`

const mixed = (dataset: string, left: Used, right: Used): ErrorData => ({
  code: 'unit.mixed',
  message: `The SQL of ${dataset} brings together ${saying(left)} and ${saying(right)}.`,
  retriable: false,
  hint: 'Convert one of them in the SQL by its factor, or declare sourceUnit and unit where it is loaded, so that both are the same.',
  details: {
    dataset,
    left: { dataset: left.dataset, column: left.column.name },
    right: { dataset: right.dataset, column: right.column.name }
  }
})
