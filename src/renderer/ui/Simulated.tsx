import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Generated data is labelled wherever it is shown. */
export function Simulated() {
  const { t } = useTranslation()
  return (
    <Tooltip label={t('common.simulatedHint')}>
      <span className="simulated">{t('common.simulated')}</span>
    </Tooltip>
  )
}
