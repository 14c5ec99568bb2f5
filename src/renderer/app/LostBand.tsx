import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../bridge'
import { Band } from '../ui'

/** While the engine is away: what may be wrong, what is safe, what happens next. */
export function LostBand() {
  const { t } = useTranslation()
  const { state } = useConnection()
  const words = t('shell.lostTitle') + t('shell.lostText') + t('shell.engineLost')
  // The letters of these words are fetched while there is somebody who serves them.
  useEffect(() => void document.fonts.load("13px 'Pretendard Variable'", words), [words])
  if (state !== 'lost') return null
  return (
    <div style={{ marginBottom: 16 }}>
      <Band tone="warn" title={t('shell.lostTitle')}>
        {t('shell.lostText')}
      </Band>
    </div>
  )
}
