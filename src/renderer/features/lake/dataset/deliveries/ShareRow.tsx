import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Share } from '../../../../../pipeline/contract'
import { Ago, formatCount } from '../../../../ui'
import { Instant } from '../../shared/Instant'
import styles from './deliveries.module.css'

/** One share; revoking asks once more in place. */
export function ShareRow({ share, onRevoke }: { share: Share; onRevoke: () => void }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const { createdAt, createdBy, lastReadAt, reads } = share
  return (
    <li className={styles.share}>
      <span>
        <Instant at={createdAt} /> · {createdBy}
      </span>
      <span className="tabular">
        {reads === 0 || lastReadAt === null ? (
          t('deliveries.neverRead')
        ) : (
          <>
            {t('deliveries.reads', { value: formatCount(reads), count: reads })} · {t('deliveries.lastRead')}{' '}
            <Ago at={lastReadAt} />
          </>
        )}
      </span>
      {asking ? (
        <span className={styles.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
          <Button size="compact-sm" color="red" onClick={onRevoke}>
            {t('deliveries.revokeNow')}
          </Button>
        </span>
      ) : (
        <Button size="compact-sm" variant="subtle" onClick={() => setAsking(true)}>
          {t('deliveries.revoke')}
        </Button>
      )}
    </li>
  )
}
