import { Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** One step of the page, with its number. */
export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title} style={{ minWidth: 0 }}>
      <Title order={2} px="lg" py="md" style={{ borderBlockEnd: '1px solid var(--p-hairline)' }}>
        <span className="muted tabular">{number}</span>&ensp;{title}
      </Title>
      {children}
    </section>
  )
}
