import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { EngineStatus } from '../../pipeline/contract'
import { useConnection, useNeeding, useNow, useRunningJobs, useSubscription } from '../bridge'
import { formatBytes, formatClock, formatCount, useZone, zoneLabel } from '../ui'
import { showTray } from './shell-store'

/** Engine, lake, jobs and the engine's time; each opens what explains it. */
export function StatusBar() {
  const { t } = useTranslation()
  const status = useSubscription('engine.status', {})
  const running = useRunningJobs()
  return (
    <footer className="shell-status tabular" aria-label={t('shell.statusBar')}>
      <EngineState worker={status?.worker} />
      <Needing />
      {status === undefined ? null : <Link to="/lake">{t('shell.lakeBytes', { size: formatBytes(status.lakeBytes) })}</Link>}
      <UnstyledButton onClick={() => showTray(true)}>
        {running > 0 ? t('shell.jobs', { count: running }) : t('shell.jobsNone')}
      </UnstyledButton>
      <Clock />
    </footer>
  )
}

function Needing() {
  const { t } = useTranslation()
  const needing = useNeeding()
  if (needing === undefined) return null
  const text = needing === 0 ? t('overview.statusWell') : t('overview.status', { count: needing, value: formatCount(needing) })
  return (
    <Link to="/overview" data-needing={needing}>
      {text}
    </Link>
  )
}

function EngineState({ worker }: { worker: EngineStatus['worker'] | undefined }) {
  const { t } = useTranslation()
  const { state } = useConnection()
  const words = {
    connecting: t('shell.engineConnecting'),
    lost: t('shell.engineLost'),
    ready: t(worker === 'down' ? 'shell.workerDown' : 'shell.engineReady')
  }
  const well = state === 'ready' && worker !== 'down'
  return (
    <Link to="/health" data-connection={state} aria-live="polite">
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
        <circle
          cx="4"
          cy="4"
          r="3"
          fill={well ? 'var(--p-state-ok)' : 'none'}
          stroke={well ? 'var(--p-state-ok)' : 'var(--p-warn-text)'}
          strokeWidth="1.5"
        />
      </svg>
      {words[state]}
    </Link>
  )
}

function Clock() {
  const zone = useZone()
  const now = useNow()
  if (now === undefined) return null
  const instant = new Date(now).toISOString()
  return (
    <Link to="/settings" className="shell-push" title={zone}>
      {zoneLabel(zone, instant)} {formatClock(instant, zone)}
    </Link>
  )
}
