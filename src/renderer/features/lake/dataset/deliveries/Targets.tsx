import { Button, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeliverResult } from '../../../../../pipeline/contract'
import { mutate, useCall, useConnectionChanges, useJobFollower } from '../../../../bridge'
import { ErrorPanel, formatCount, ProgressLine, TableSkeleton } from '../../../../ui'
import styles from './deliveries.module.css'
import { TargetGrid } from './TargetGrid'

/** Each partition in each table that it is delivered to, and a button that brings them up to date. */
export function Targets({ name, declared }: { name: string; declared: boolean }) {
  const { t } = useTranslation()
  const again = useConnectionChanges()
  const { value, error, slow, reload } = useCall('deliveries.list', declared ? { name } : null, { follow: name, again })
  const { job, result, error: failure, busy, follow } = useJobFollower('deliver')
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Title order={2}>{t('deliveries.targets')}</Title>
        {declared ? (
          <Button variant="default" loading={busy} onClick={() => follow(mutate('deliveries.run', { name }))}>
            {t('deliveries.now')}
          </Button>
        ) : null}
      </div>
      {declared ? null : <Text c="dimmed">{t('deliveries.none')}</Text>}
      {busy && job !== undefined ? <ProgressLine job={job} /> : null}
      {failure === undefined ? null : <ErrorPanel error={failure} />}
      {failure === undefined && result !== undefined ? <Sent result={result} /> : null}
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={4} /> : null}
      {value === undefined || value.length === 0 ? null : <TargetGrid statuses={value} />}
    </section>
  )
}

function Sent({ result }: { result: DeliverResult }) {
  const { t } = useTranslation()
  const sent = result.partitions.filter(({ change }) => change === 'delivered').length
  return (
    <Text role="status">
      {sent === 0 ? t('deliveries.nothing') : t('deliveries.sent', { value: formatCount(sent), count: sent })}
    </Text>
  )
}
