import { Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A titled panel of rows: a name on the left, its control or value on the right. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <Title order={2} px="lg" py="md">
        {title}
      </Title>
      {children}
    </section>
  )
}

export function Row({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: '220px minmax(0, 1fr)',
        gap: 16,
        alignItems: 'center',
        minHeight: 44,
        padding: '6px 16px',
        borderBlockStart: '1px solid var(--p-hairline)'
      }}
    >
      <div>{name}</div>
      <div>
        {children}
        {hint === undefined ? null : (
          <div className="muted" style={{ fontSize: 12, marginTop: 4 }}>
            {hint}
          </div>
        )}
      </div>
    </div>
  )
}
