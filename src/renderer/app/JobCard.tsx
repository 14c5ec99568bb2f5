import { Anchor, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { JobSnapshot } from '../../pipeline/contract'
import { cancelJob, isFinal, useCall } from '../bridge'
import { ErrorPanel, formatDuration, formatInstant, ProgressLine, startedBackfillLink, useZone } from '../ui'
import { JobStateLabel } from './JobStateLabel'
import { showTray } from './shell-store'

/** One job: what it is, how far it is, how it ended, and where its result is. */
export function JobCard({ job }: { job: JobSnapshot }) {
  const { t } = useTranslation()
  const final = isFinal(job)
  return (
    <div className="panel" style={{ padding: '8px 12px' }}>
      <Group justify="space-between" gap="sm" wrap="nowrap" mb={4}>
        <Text truncate title={job.title}>
          <span className="muted">{t(`tray.kind.${job.kind}`)}</span> <span className="strong">{job.title}</span>
        </Text>
        {final ? <JobStateLabel state={job.state} /> : <CancelButton job={job} />}
      </Group>
      {final ? <Ended job={job} /> : <ProgressLine job={job} />}
      {!final && job.kind === 'backfill' ? <BackfillOfJob job={job} /> : null}
      {job.state === 'failed' && job.error !== undefined ? (
        <div style={{ marginTop: 8 }}>
          <ErrorPanel error={job.error} />
        </div>
      ) : null}
    </div>
  )
}

function CancelButton({ job }: { job: JobSnapshot }) {
  const { t } = useTranslation()
  return (
    <Button variant="default" size="compact-xs" disabled={job.state === 'cancelling'} onClick={() => void cancelJob(job.id)}>
      {t('common.cancel')}
    </Button>
  )
}

/** The way to the backfill that a job is at work on, or was. */
function BackfillOfJob({ job }: { job: JobSnapshot }) {
  const { t } = useTranslation()
  const { value: backfills = [] } = useCall('backfills.list', { limit: 200 })
  const own = backfills.find((backfill) => backfill.job === job.id)
  if (own === undefined) return null
  return (
    <Anchor component={Link} size="xs" to={startedBackfillLink(own.id)} onClick={() => showTray(false)}>
      {t('tray.result')}
    </Anchor>
  )
}

function Ended({ job }: { job: JobSnapshot }) {
  const { t } = useTranslation()
  const zone = useZone()
  const took = job.startedAt === null || job.finishedAt === null ? null : Date.parse(job.finishedAt) - Date.parse(job.startedAt)
  return (
    <Group justify="space-between" gap="sm">
      <Text size="xs" c="dimmed" className="tabular">
        {job.finishedAt === null ? null : formatInstant(job.finishedAt, zone)}
        {took === null ? null : ` · ${t('tray.took', { time: formatDuration(took) })}`}
      </Text>
      {job.kind === 'backfill' ? <BackfillOfJob job={job} /> : null}
      {job.dataset === null || (job.kind !== 'load' && job.kind !== 'undo') ? null : (
        <Anchor component={Link} size="xs" to={`/lake/${encodeURIComponent(job.dataset)}`} onClick={() => showTray(false)}>
          {job.state === 'done' ? t('tray.result') : t('tray.dataset', { name: job.dataset })}
        </Anchor>
      )}
    </Group>
  )
}
