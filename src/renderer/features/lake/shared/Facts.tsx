import type { ReactNode } from 'react'
import styles from '../lake.module.css'
import cells from './cells.module.css'

/** Figures with their names in one quiet line, or one below the other. */
export function Facts({ items, stacked = false }: { items: readonly { name: string; value: ReactNode }[]; stacked?: boolean }) {
  return (
    <dl className={stacked ? cells.stacked : styles.facts}>
      {items.map((item) => (
        <div key={item.name}>
          <dt>{item.name}</dt>
          <dd className="tabular">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
