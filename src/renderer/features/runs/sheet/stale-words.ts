import type { TFunction } from 'i18next'
import type { PlanDifference } from '../../../../pipeline/contract'

/** What was committed, replaced or edited since a plan was made, in words; a version is told where it is one. */
export function inputWords(t: TFunction, { dataset, before, after }: PlanDifference['inputs'][number]): string {
  const [, kind, named] = /^(source|query|spec|connection):(.*)$/s.exec(dataset) ?? []
  const name = named ?? dataset
  if (kind === 'source' || kind === 'query' || kind === 'spec' || kind === 'connection')
    return t(`backfill.stale.of.${kind}`, { name })
  return t('backfill.stale.of.table', { name, before: versionOf(before), after: versionOf(after) })
}

const versionOf = (basis: string | null): string => (basis === null || basis === 'none' ? '–' : basis)

export interface Places<T> {
  dataset: string
  /** First and last by name. */
  from: string
  to: string
  entries: T[]
}

/** Partitions by dataset, each with its ends. */
export function byDataset<T extends { dataset: string; dt: string }>(entries: readonly T[]): Places<T>[] {
  return [...Map.groupBy(entries, ({ dataset }) => dataset)].map(([dataset, own]) => {
    const sorted = own.toSorted((a, b) => a.dt.localeCompare(b.dt))
    return { dataset, from: sorted[0]?.dt ?? '', to: sorted.at(-1)?.dt ?? '', entries: sorted }
  })
}

/** `2023-08-01`, or `2023-08-01 … 2023-08-04` with how many that are. */
export const spanWords = ({ from, to }: Places<unknown>): string => (from === to ? from : `${from} … ${to}`)
