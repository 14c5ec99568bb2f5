import { useTranslation } from 'react-i18next'
import type { IncidentSummary } from '../../../pipeline/contract'
import { StateSymbol } from '../StateSymbol'

type Severity = IncidentSummary['severity']

/** Told apart by shape: what is held back as a refused partition, a warning as a triangle, the unusual as a diamond. */
export function SeveritySymbol({ severity, size = 12 }: { severity: Severity; size?: number }) {
  if (severity === 'block') return <StateSymbol state="refused" size={size} />
  const warn = severity === 'warn'
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      style={{ color: warn ? 'var(--p-state-late)' : 'var(--p-muted)', flex: 'none' }}
    >
      {warn ? <path d="M6 1.8 L11 10.4 L1 10.4 Z M6 5 L6 7.4 M6 8.8 L6 9" /> : <path d="M6 1.2 L10.8 6 L6 10.8 L1.2 6 Z" />}
    </svg>
  )
}

/** Symbol and word, the word in the colour of text. */
export function SeverityLabel({ severity }: { severity: Severity }) {
  const { t } = useTranslation()
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap' }}>
      <SeveritySymbol severity={severity} />
      {t(`incidents.severity.${severity}`)}
    </span>
  )
}
