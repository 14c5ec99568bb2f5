import type { ReactNode } from 'react'
import styles from '../lake.module.css'

/** Figures with their names in one quiet line. */
export function Facts({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className={styles.facts}>
      {items.map((item) => (
        <div key={item.name}>
          <dt>{item.name}</dt>
          <dd className="tabular">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
