import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Health } from '../../../pipeline/contract'
import { formatCount, Instant, startedBackfillLink } from '../../ui'
import { Panel } from './Panel'
import { SmallTable } from './SmallTable'

type Quota = Health['quotas'][number]

export function QuotaTable({ quotas }: { quotas: readonly Quota[] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('health.quotas.title')}>
      <SmallTable<Quota>
        label={t('health.quotas.title')}
        rows={quotas}
        keyOf={({ connection }) => connection}
        none={t('health.quotas.none')}
        columns={[
          { title: t('health.quotas.connection'), cell: ({ connection }) => connection },
          {
            title: t('health.quotas.used'),
            figure: true,
            cell: ({ used, exhausted }) => `${formatCount(used)}${exhausted ? ` · ${t('health.quotas.exhausted')}` : ''}`
          },
          {
            title: t('health.quotas.perDay'),
            figure: true,
            cell: ({ perDay }) => (perDay === null ? t('health.quotas.unlimited') : formatCount(perDay))
          },
          { title: t('health.quotas.resets'), cell: ({ resetsAt }) => <Instant at={resetsAt} /> },
          { title: t('health.quotas.waiting'), cell: ({ waiting }) => <Waiting ids={waiting} /> }
        ]}
      />
    </Panel>
  )
}

function Waiting({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return <>–</>
  return (
    <>
      {ids.map((id) => (
        <Link key={id} to={startedBackfillLink(id)} className="mono">
          {id}
        </Link>
      ))}
    </>
  )
}
