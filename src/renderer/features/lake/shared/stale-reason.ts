import type { TFunction } from 'i18next'
import type { Partition, StaleInput } from '../../../../pipeline/contract'

/** How many reasons are named; the rest is counted. */
const NAMED = 3

const version = (of: number | null): string => (of === null ? '–' : `v${of}`)

const reasonOf = ({ what, dataset, dt, seen, now }: StaleInput, t: TFunction): string =>
  what === 'query'
    ? t('lake.stale.query')
    : t('lake.stale.input', { input: `${dataset} ${dt}`, seen: version(seen), now: version(now) })

/** Why a partition is stale, in one line; null where it is not. */
export function staleReason({ stale }: Pick<Partition, 'stale'>, t: TFunction): string | null {
  if (stale === undefined || stale.length === 0) return null
  const named = stale.slice(0, NAMED).map((reason) => reasonOf(reason, t))
  return [...named, ...(stale.length > NAMED ? [t('lake.stale.more', { value: stale.length - NAMED })] : [])].join(', ')
}
