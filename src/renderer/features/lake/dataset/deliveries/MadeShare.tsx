import { ActionIcon, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { NewShare } from '../../../../../pipeline/contract'
import { CopyAction } from '../../../../ui'
import styles from './deliveries.module.css'
import { hereUrl } from './here-url'

/** The URLs of a share that was just made: they are shown this once. */
export function MadeShare({ share, onClose }: { share: NewShare; onClose: () => void }) {
  const { t } = useTranslation()
  const urls = [hereUrl(share.csvUrl, window.location), hereUrl(share.parquetUrl, window.location)]
  return (
    <section className={`panel ${styles.made ?? ''}`} role="status">
      <div className={styles.head}>
        <strong className="strong">{t('deliveries.once')}</strong>
        <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={t('common.close')}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      {urls.map((url) => (
        <div key={url} className={styles.url}>
          <code className="mono">{url}</code>
          <CopyAction value={url} label={t('deliveries.copy')} />
        </div>
      ))}
      <ul className={styles.how}>
        <li>{t('deliveries.excel')}</li>
        <li>{t('deliveries.powerBi')}</li>
        <li>{t('deliveries.sheets')}</li>
      </ul>
      <Text c="dimmed" size="sm">
        {t('deliveries.alive')}
      </Text>
    </section>
  )
}
