import { Switch, Table, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ErrorData, ScheduleStatus } from '../../../pipeline/contract'
import { mutate, useCall, useOverview } from '../../bridge'
import {
  datasetLink,
  ErrorPanel,
  errorText,
  formatCount,
  Instant,
  scheduleText,
  startedBackfillLink,
  TableSkeleton
} from '../../ui'
import styles from './overview.module.css'
import today from './today.module.css'

/** What falls due next, and whether it is on. */
export function SchedulesPanel() {
  const { t } = useTranslation()
  const { answers } = useOverview()
  const { value, error, slow, reload } = useCall('schedules.list', {}, { follow: '*', again: answers })
  return (
    <section className={`panel ${styles.half ?? ''}`} aria-label={t('overview.schedules.title')}>
      <div className={styles.panelHead}>
        <Title order={2}>{t('overview.schedules.title')}</Title>
      </div>
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={4} /> : null}
      {value?.length === 0 ? <p className={styles.quiet}>{t('overview.schedules.none')}</p> : null}
      {value === undefined || value.length === 0 ? null : <ScheduleTable schedules={value} onChange={reload} />}
    </section>
  )
}

function ScheduleTable({ schedules, onChange }: { schedules: readonly ScheduleStatus[]; onChange: () => void }) {
  const { t } = useTranslation()
  const [error, setError] = useState<ErrorData | undefined>(undefined)
  const pause = async (name: string, paused: boolean): Promise<void> => {
    const outcome = await mutate('schedules.pause', { name, paused })
    setError(outcome.ok ? undefined : outcome.error)
    onChange()
  }
  return (
    <>
      {error === undefined ? null : <ErrorPanel error={error} />}
      <Table className={`${today.table ?? ''} ${today.compact ?? ''}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('overview.column.dataset')}</Table.Th>
            <Table.Th>{t('overview.schedules.rule')}</Table.Th>
            <Table.Th>{t('overview.schedules.next')}</Table.Th>
            <Table.Th>{t('overview.schedules.last')}</Table.Th>
            <Table.Th>{t('overview.schedules.on')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {schedules.map((status) => (
            <Table.Tr key={status.dataset}>
              <Table.Td className={today.name ?? ''}>
                <Link className={today.link} to={datasetLink(status.dataset)}>
                  {status.dataset}
                </Link>
              </Table.Td>
              <Table.Td>
                <span
                  className={today.rule}
                  title={status.error === undefined ? status.schedule.cron : errorText(status.error, t).message}
                >
                  {scheduleText(status.schedule, t)}
                </span>
              </Table.Td>
              <Table.Td>{status.schedule.paused ? t('overview.schedules.paused') : <Instant at={status.nextAt} />}</Table.Td>
              <Table.Td>
                <LastTick status={status} />
              </Table.Td>
              <Table.Td>
                <Switch
                  size="xs"
                  checked={!status.schedule.paused}
                  aria-label={t('overview.schedules.active', { name: status.dataset })}
                  onChange={(event) => void pause(status.dataset, !event.currentTarget.checked)}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

function LastTick({ status: { last, missed } }: { status: ScheduleStatus }) {
  const { t } = useTranslation()
  if (last === null && missed === 0) return <span className="muted">–</span>
  return (
    <span className={today.nameLine}>
      {last === null ? null : (
        <span className="tabular" title={last.reason ?? undefined}>
          {last.interval}{' '}
          {last.backfill === null ? (
            t(`overview.schedules.tick.${last.state}`)
          ) : (
            <Link className={today.link} to={startedBackfillLink(last.backfill)}>
              {t(`overview.schedules.tick.${last.state}`)}
            </Link>
          )}
        </span>
      )}
      {missed === 0 ? null : (
        <span className="muted">{t('overview.schedules.missed', { count: missed, value: formatCount(missed) })}</span>
      )}
    </span>
  )
}
