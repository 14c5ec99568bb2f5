import type { TFunction } from 'i18next'
import type { PlanChange } from '../../../../pipeline/contract'
import { formatBytes, formatCount } from '../../../ui'

/** ` (To read 333 B → 400 B)`: what of a planned partition is another than it was shown, as the list calls it; empty where that is not told. */
export function changeWords(t: TFunction, figures: readonly PlanChange[] | undefined): string {
  if (figures === undefined || figures.length === 0) return ''
  const told = figures.map((change) => `${nameOf(t, change)} ${valueOf(t, change, 'before')} → ${valueOf(t, change, 'after')}`)
  return ` (${told.join(', ')})`
}

const nameOf = (t: TFunction, { field }: PlanChange): string => t(`backfill.list.${field === 'unit' ? 'place' : field}`)

function valueOf(t: TFunction, change: PlanChange, side: 'before' | 'after'): string {
  const value = change[side]
  if (value === null) return '–'
  if (typeof value === 'string') return t(`backfill.why.${value}`)
  if (change.field === 'readBytes') return formatBytes(value)
  return formatCount(change.field === 'unit' ? value + 1 : value)
}
