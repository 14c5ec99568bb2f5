import { useTranslation } from 'react-i18next'
import type { Health } from '../../../pipeline/contract'
import { formatBytes, formatCount, formatDuration, Instant } from '../../ui'
import { FactList, Panel } from './Panel'

export function EnginePanel({ engine }: { engine: Health['engine'] }) {
  const { t } = useTranslation()
  const facts = [
    { name: t('health.engine.since'), value: <Instant at={engine.startedAt} /> },
    { name: t('health.engine.memory'), value: formatBytes(engine.rssBytes) },
    { name: t('health.engine.clients'), value: formatCount(engine.clients) },
    { name: t('health.engine.jobs'), value: formatCount(engine.jobsRunning) },
    { name: t('health.engine.delay'), value: formatDuration(engine.eventLoopMs) },
    { name: t('health.engine.workers'), value: <Workers workers={engine.workers} /> }
  ]
  return (
    <Panel title={t('health.engine.title')}>
      <FactList facts={facts} />
    </Panel>
  )
}

const roles = ['load', 'read', 'collect'] as const

function Workers({ workers }: { workers: Health['engine']['workers'] }) {
  const { t } = useTranslation()
  const known = roles.flatMap((role) => workers.filter((worker) => worker.role === role).map(({ state }) => ({ role, state })))
  return (
    <>
      {known.map(({ role, state }) => (
        <div key={role}>
          {t(`health.engine.role.${role}`)}: {t(`health.engine.worker.${state}`)}
        </div>
      ))}
    </>
  )
}
