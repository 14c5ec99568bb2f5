import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { JobSnapshot } from '../../pipeline/contract'
import { useNow } from '../bridge/clock'
import { formatBytes, formatCount, formatDuration } from './format'
import { phaseKey } from '../locales/phase-key'

/** A job at work: a bar (of unknown length where the whole is not known), what it is doing, how much, how fast, how long. */
export function ProgressLine({ job }: { job: JobSnapshot }) {
  const { t } = useTranslation()
  const { fraction, phase, subject, rows, bytes, bytesTotal, etaSeconds } = job.progress
  const now = useNow() ?? 0
  const seconds = job.startedAt === null ? 0 : Math.max(0, (now - Date.parse(job.startedAt)) / 1000)
  const amounts = [
    rows > 0 ? t('progress.rows', { count: rows, value: formatCount(rows) }) : null,
    bytes > 0 ? (bytesTotal === null ? formatBytes(bytes) : `${formatBytes(bytes)} / ${formatBytes(bytesTotal)}`) : null,
    seconds >= 1 && bytes > 0 ? `${formatBytes(bytes / seconds)}/s` : null,
    etaSeconds === null ? null : t('progress.eta', { time: formatDuration(etaSeconds * 1000) })
  ].filter((part) => part !== null)
  const label = job.state === 'cancelling' ? t('progress.cancelling') : t(`phase.${phaseKey(phase)}`)
  return (
    <div role="group" aria-label={job.title}>
      <Progress
        value={fraction === null ? 100 : fraction * 100}
        animated={fraction === null}
        striped={fraction === null}
        size={4}
        aria-label={label}
      />
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: 12, marginTop: 4 }}>
        <span className="muted" style={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {subject === null ? label : `${label} · ${subject}`}
        </span>
        <span className="tabular muted" style={{ whiteSpace: 'nowrap' }}>
          {amounts.join(' · ')}
        </span>
      </div>
    </div>
  )
}
