import type { ReactNode } from 'react'

type Tone = 'warn' | 'fail' | 'note'
const ground: Record<Tone, string> = { warn: 'var(--p-warn-band)', fail: 'var(--p-fail-band)', note: 'var(--p-accent-soft)' }
const edge: Record<Tone, string> = { warn: 'var(--p-warn-text)', fail: 'var(--p-fail-text)', note: 'var(--p-accent)' }

/** A band across its container that says one thing; the tone is in its edge, the words in the colour of text. */
export function Band({ tone, title, children }: { tone: Tone; title?: string; children?: ReactNode }) {
  return (
    <div
      role={tone === 'fail' ? 'alert' : 'status'}
      style={{
        padding: '8px 12px',
        background: ground[tone],
        borderInlineStart: `3px solid ${edge[tone]}`,
        borderRadius: 4
      }}
    >
      {title === undefined ? null : <div style={{ color: edge[tone], fontWeight: 600 }}>{title}</div>}
      {children}
    </div>
  )
}
