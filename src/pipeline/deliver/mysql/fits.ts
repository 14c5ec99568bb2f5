import type { TargetColumn } from './columns'
import type { FoundColumn } from './table'

/** Why a column that is there cannot hold every value exactly; undefined where it can. Lengths of texts are left to the server, which is strict. */
export function fits({ type, key, column }: TargetColumn, found: FoundColumn): string | undefined {
  const is = withoutWidth(found.type)
  if (column.type === 'text') return textProblem(is, key, found.collation)
  const good = is.startsWith('decimal') ? decimalFits(type, is) : is === withoutWidth(type)
  if (!good) return `it is ${found.type}, ${type} is needed`
  return !key && !found.nullable && column.nullable ? 'it is NOT NULL, and the dataset has rows without it' : undefined
}

/** The width of an integer says how it is shown, not what it holds; MySQL 8 leaves it out. */
const withoutWidth = (type: string): string => (type === 'tinyint(1)' ? type : type.replace(/^(\w*int)\(\d+\)/, '$1'))

function textProblem(is: string, key: boolean, collation: string | null): string | undefined {
  if (!/^(var)?char|text$/.test(is)) return `it is ${is}, a text is needed`
  if (collation?.startsWith('utf8mb4') !== true) return 'its character set is not utf8mb4'
  return key && !collation.endsWith('_bin')
    ? `its collation ${collation} takes different texts for the same key; utf8mb4_bin is needed`
    : undefined
}

function decimalFits(wanted: string, is: string): boolean {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(wanted) ?? []
  const [, there, places] = /^decimal\((\d+),(\d+)\)$/.exec(is) ?? []
  return precision !== undefined && there !== undefined && places === scale && Number(there) >= Number(precision)
}
