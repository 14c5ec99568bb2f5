import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCall, useSubscription } from '../../bridge'
import type { Health } from '../../../pipeline/contract'
import { ErrorPanel, PageHeader, TableSkeleton } from '../../ui'
import { DiskPanel } from './DiskPanel'
import { EnginePanel } from './EnginePanel'
import styles from './health.module.css'
import { QuotaTable } from './QuotaTable'
import { RetentionTable } from './RetentionTable'
import { ScheduleTable } from './ScheduleTable'

/** Every so many seconds of the engine's status it is asked again: sizes are counted on the disk. */
const EVERY_S = 10

/** How the engine, its disk, quotas and schedules are, in one place; what needs somebody stands first. */
export function HealthScreen() {
  const { t } = useTranslation()
  const status = useSubscription('engine.status', {})
  const again = status === undefined ? 0 : Math.floor(Date.parse(status.now) / 1000 / EVERY_S)
  const { value, error, slow, reload } = useCall('health.get', {}, { follow: '*', again })
  return (
    <div className={styles.page}>
      <PageHeader title={t('health.title')} />
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={12} /> : null}
      {value === undefined ? null : <Found health={value} />}
    </div>
  )
}

function Found({ health }: { health: Health }) {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      {health.problems.length === 0 ? <p className={styles.calm}>{t('health.ok')}</p> : null}
      {health.problems.map((problem) => (
        <ErrorPanel key={`${problem.code} ${problem.message}`} error={problem} />
      ))}
      <div className={styles.halves}>
        <DiskPanel disk={health.disk} />
        <EnginePanel engine={health.engine} />
      </div>
      <QuotaTable quotas={health.quotas} />
      <ScheduleTable schedules={health.schedules} />
      <RetentionTable retention={health.retention} />
    </Stack>
  )
}
