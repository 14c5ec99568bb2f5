import { useTranslation } from 'react-i18next'

/** Stands wherever generated data is shown. */
export function SimulatedLabel() {
  const { t } = useTranslation()
  return (
    <span className="simulated" title={t('common.simulatedHint')}>
      {t('common.simulated')}
    </span>
  )
}
