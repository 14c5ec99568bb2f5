import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './collect.module.css'

/** One step of the page. */
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
