import { useStore } from 'zustand'
import { useBackfillChanges } from './backfill-changes'
import { lakeChanges } from './lake-changes'

/** Grows when runs may have begun or ended: loads, undos and commits, and what backfills do. */
export function useRunChanges(): number {
  const lake = useStore(lakeChanges, ({ any }) => any)
  return lake + useBackfillChanges('*')
}
