import { useTranslation } from 'react-i18next'
import type { PartitionState } from '../../pipeline/contract'

/** Each state has a shape of its own, told apart at 12 px without its colour. */
const shapes: Record<PartitionState, React.JSX.Element> = {
  ok: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  empty: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  partial: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 6 L6 1.75 A4.25 4.25 0 1 1 1.75 6 Z" fill="currentColor" />
    </>
  ),
  stale: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.75 A4.25 4.25 0 0 0 6 10.25 Z" fill="currentColor" />
    </>
  ),
  late: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 3 L6 6.3 L8.3 7.6" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  missing: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.2 2.25" />,
  running: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 6 L6 1.75 A4.25 4.25 0 0 1 10.25 6 Z" fill="currentColor" />
    </>
  ),
  failed: <path d="M2.2 2.2 L9.8 9.8 M9.8 2.2 L2.2 9.8" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  refused: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M3 9 L9 3" stroke="currentColor" strokeWidth="1.6" />
    </>
  )
}

/** A slice of the circle from twelve o'clock: `share` is 0 to 1, and never quite nothing or all. */
function slice(share: number): React.JSX.Element {
  const angle = 2 * Math.PI * Math.min(0.95, Math.max(0.08, share))
  const [x, y] = [6 + 4.25 * Math.sin(angle), 6 - 4.25 * Math.cos(angle)]
  return (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d={`M6 6 L6 1.75 A4.25 4.25 0 ${angle > Math.PI ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)} Z`} fill="currentColor" />
    </>
  )
}

interface SymbolProps {
  state: PartitionState
  size?: number
  /** Of a partial one: how much of it is there, 0 to 1. */
  share?: number | undefined
}

/** The symbol alone, in its colour; the word must stand nearby. */
export function StateSymbol({ state, size = 12, share }: SymbolProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      style={{ color: `var(--p-state-${state})`, flex: 'none' }}
    >
      {state === 'partial' && share !== undefined ? slice(share) : shapes[state]}
    </svg>
  )
}

/** Symbol and word, the word in the colour of text. */
export function StateLabel({ state, share }: Omit<SymbolProps, 'size'>) {
  const { t } = useTranslation()
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap' }}>
      <StateSymbol state={state} share={share} />
      {t(`state.${state}`)}
    </span>
  )
}
