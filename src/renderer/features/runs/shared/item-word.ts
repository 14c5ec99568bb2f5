import type { TFunction } from 'i18next'
import type { ItemState } from '../../../../pipeline/contract'

/** A partition's state; in a backfill that was thrown away, what was staged is thrown away and not cancelled. */
export const itemWord = (t: TFunction, state: ItemState, thrown: boolean): string =>
  t(thrown && state === 'cancelled' ? 'backfill.state.discarded' : `backfill.item.${state}`)
