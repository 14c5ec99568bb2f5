import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../bridge'

/** While the engine is away: what may be wrong, what is safe, what happens next. */
export function LostBand() {
  const { t } = useTranslation()
  const { state } = useConnection()
  if (state !== 'lost') return null
  return (
    <Alert title={t('shell.lostTitle')} color="yellow" mb="lg" role="status">
      {t('shell.lostText')}
    </Alert>
  )
}
