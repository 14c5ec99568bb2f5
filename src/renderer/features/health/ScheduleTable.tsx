import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Health } from '../../../pipeline/contract'
import { datasetLink, formatCount, formatDuration } from '../../ui'
import { Panel } from './Panel'
import { SmallTable } from './SmallTable'

type Lateness = Health['schedules'][number]

/** Two days and more in days: it ran when somebody opened the workspace again. */
function useLasting(): (seconds: number | null) => string {
  const { t } = useTranslation()
  return (seconds) => {
    if (seconds === null) return '–'
    return seconds < 2 * DAY_S
      ? formatDuration(seconds * 1000)
      : t('health.schedules.days', { value: formatCount(Math.floor(seconds / DAY_S)) })
  }
}
const DAY_S = 86_400

export function ScheduleTable({ schedules }: { schedules: readonly Lateness[] }) {
  const { t } = useTranslation()
  const lasting = useLasting()
  return (
    <Panel title={t('health.schedules.title')}>
      <SmallTable<Lateness>
        label={t('health.schedules.title')}
        rows={schedules}
        keyOf={({ dataset }) => dataset}
        none={t('health.schedules.none')}
        columns={[
          { title: t('health.schedules.dataset'), cell: ({ dataset }) => <Link to={datasetLink(dataset)}>{dataset}</Link> },
          { title: t('health.schedules.late'), figure: true, cell: ({ lateSeconds }) => lasting(lateSeconds) },
          { title: t('health.schedules.usual'), figure: true, cell: ({ medianSeconds }) => lasting(medianSeconds) },
          { title: t('health.schedules.waiting'), figure: true, cell: ({ waiting }) => formatCount(waiting) },
          { title: t('health.schedules.failed'), figure: true, cell: ({ failed }) => formatCount(failed) }
        ]}
      />
    </Panel>
  )
}
