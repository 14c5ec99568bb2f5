import { Button, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData, NewShare } from '../../../../../pipeline/contract'
import { mutate, useCall, useConnectionChanges } from '../../../../bridge'
import { ErrorPanel } from '../../../../ui'
import styles from './deliveries.module.css'
import { MadeShare } from './MadeShare'
import { ShareRow } from './ShareRow'

/** URLs under which a spreadsheet reads the dataset: made, listed with when they were read last, and revoked. */
export function Shares({ name }: { name: string }) {
  const { t } = useTranslation()
  const { value, error, reload } = useCall('shares.list', { name }, { again: useConnectionChanges() })
  const [made, setMade] = useState<NewShare>()
  const [failure, setFailure] = useState<ErrorData>()
  const create = async (): Promise<void> => {
    const outcome = await mutate('shares.create', { name })
    setFailure(outcome.ok ? undefined : outcome.error)
    if (outcome.ok) setMade(outcome.value)
  }
  const revoke = async (id: string): Promise<void> => {
    const outcome = await mutate('shares.revoke', { id })
    setFailure(outcome.ok ? undefined : outcome.error)
    if (outcome.ok && made?.id === id) setMade(undefined)
  }
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Title order={2}>{t('deliveries.shares')}</Title>
        <Button variant="default" onClick={() => void create()}>
          {t('deliveries.create')}
        </Button>
      </div>
      {failure === undefined ? null : <ErrorPanel error={failure} />}
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {made === undefined ? null : <MadeShare share={made} onClose={() => setMade(undefined)} />}
      {value?.length === 0 && made === undefined ? <Text c="dimmed">{t('deliveries.noShares')}</Text> : null}
      {value === undefined || value.length === 0 ? null : (
        <ul className={`panel ${styles.list ?? ''}`} aria-label={t('deliveries.shares')}>
          {value.map((share) => (
            <ShareRow key={share.id} share={share} onRevoke={() => void revoke(share.id)} />
          ))}
        </ul>
      )}
    </section>
  )
}
