import type { BackfillItem } from '../../../../pipeline/contract'
import styles from '../backfill.module.css'
import { itemSymbols } from '../shared/symbols'
import { countStates } from './outcome'

/** Finished work by how it ended, and what is at work; what waits is the empty rest. */
export function ItemBar({ items, label }: { items: readonly BackfillItem[]; label: string }) {
  const shown = countStates(items).filter(({ state }) => state !== 'waiting')
  const finished = shown.reduce((sum, { state, count }) => sum + (state === 'running' ? 0 : count), 0)
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={items.length}
      aria-valuenow={finished}
    >
      {shown.toSorted(byProgress).map(({ state, count }) => (
        <div
          key={state}
          data-state={state}
          style={{ width: `${(count / items.length) * 100}%`, color: `var(--p-state-${itemSymbols[state]})` }}
        />
      ))}
    </div>
  )
}

/** What is at work comes after what is done. */
const byProgress = (a: { state: string }, b: { state: string }): number =>
  Number(a.state === 'running') - Number(b.state === 'running')
