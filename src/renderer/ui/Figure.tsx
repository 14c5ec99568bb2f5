import type { ReactNode } from 'react'

/** Every number stands in tabular figures; `title` holds the exact value where the text is shortened. */
export function Figure({ children, title, strong }: { children: ReactNode; title?: string; strong?: boolean }) {
  return (
    <span className={strong === true ? 'tabular strong' : 'tabular'} title={title}>
      {children}
    </span>
  )
}
