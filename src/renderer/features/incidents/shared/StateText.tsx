import { useTranslation } from 'react-i18next'
import type { IncidentSummary } from '../../../../pipeline/contract'
import { formatInstant, useZone } from '../../../ui'

/** What has become of it: until when it is put off, and by what it was closed. */
export function StateText({ incident: { state, snoozedUntil, closedBy } }: { incident: IncidentSummary }) {
  const { t } = useTranslation()
  const zone = useZone()
  if (state === 'open') return <strong className="strong">{t('incidents.state.open')}</strong>
  if (state === 'snoozed' && snoozedUntil !== null) {
    const at = formatInstant(snoozedUntil, zone)
    return <span title={`${at} ${zone}`}>{t('incidents.snoozedUntil', { at: at.slice(5, 16) })}</span>
  }
  if (state === 'closed' && closedBy !== null) return <span className="muted">{t(`incidents.closedBy.${closedBy}`)}</span>
  return <span className="muted">{t(`incidents.state.${state}`)}</span>
}
