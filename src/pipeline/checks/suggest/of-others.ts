import type { CheckNames } from './names'
import type { Candidate, History } from './types'

/** Keys of other datasets that are tried. */
const MOST = 12

/** Texts that could stand in another dataset's key. */
export const ofOthers = ({ columns, keysElsewhere }: History, names: CheckNames): Candidate[] =>
  columns
    .filter(({ type, profiles }) => type === 'text' && profiles.some(({ distinct }) => distinct > 1))
    .flatMap(({ name }) =>
      keysElsewhere
        .filter(({ type }) => type === 'text')
        .map((other): Candidate => ({
          check: {
            ...{ id: names.of(name, 'in', other.dataset), kind: 'reference', column: name, dataset: other.dataset },
            ...{ refColumn: other.column, asOf: true, maxShare: 0, severity: 'warn' }
          },
          reason: 'suggest.reference',
          values: { column: name, dataset: other.dataset, refColumn: other.column }
        }))
    )
    .slice(0, MOST)
