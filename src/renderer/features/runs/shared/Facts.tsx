import type { ReactNode } from 'react'
import styles from '../runs.module.css'

export interface Fact {
  name: string
  value: ReactNode
}

/** Figures with their names in one quiet line, or one below the other. */
export function Facts({ items, stacked = false }: { items: readonly Fact[]; stacked?: boolean }) {
  return (
    <dl className={stacked ? styles.stacked : styles.facts}>
      {items.map((item) => (
        <div key={item.name}>
          <dt>{item.name}</dt>
          <dd className="tabular">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
