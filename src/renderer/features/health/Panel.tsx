import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './health.module.css'

export interface Fact {
  name: string
  value: ReactNode
}

/** A titled panel. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <Title order={2} className={styles.head ?? ''}>
        {title}
      </Title>
      {children}
    </section>
  )
}

/** Figures below each other, their names on the left. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
