import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Health } from '../../../pipeline/contract'
import { datasetLink, formatBytes, formatCount } from '../../ui'
import styles from './health.module.css'
import { Panel } from './Panel'
import { SmallTable } from './SmallTable'

type Kept = Health['retention'][number]
type Figure = 'liveBytes' | 'keptBytes' | 'wouldFreeBytes' | 'wouldFreeFiles' | 'rawBytes'

/** What each table keeps, and what of it nothing within the retention needs; the largest first. */
export function RetentionTable({ retention }: { retention: readonly Kept[] }) {
  const { t } = useTranslation()
  const sum = (figure: Figure): number => retention.reduce((total, kept) => total + kept[figure], 0)
  const bytes = (title: string, figure: Figure) => ({ title, figure: true, cell: (kept: Kept) => formatBytes(kept[figure]) })
  const days = retention[0]?.keptDays
  return (
    <Panel title={t('health.retention.title')}>
      {days === undefined ? null : <p className={styles.note}>{t('health.retention.note', { days: formatCount(days) })}</p>}
      <SmallTable<Kept>
        label={t('health.retention.title')}
        rows={retention.toSorted((left, right) => right.wouldFreeBytes - left.wouldFreeBytes || right.liveBytes - left.liveBytes)}
        keyOf={({ dataset }) => dataset}
        none={t('health.retention.none')}
        columns={[
          { title: t('health.retention.dataset'), cell: ({ dataset }) => <Link to={datasetLink(dataset)}>{dataset}</Link> },
          bytes(t('health.retention.live'), 'liveBytes'),
          bytes(t('health.retention.kept'), 'keptBytes'),
          bytes(t('health.retention.old'), 'wouldFreeBytes'),
          {
            title: t('health.retention.files'),
            figure: true,
            cell: ({ wouldFreeFiles }) => formatCount(wouldFreeFiles)
          },
          bytes(t('health.retention.raw'), 'rawBytes')
        ]}
        foot={[
          t('health.retention.sum'),
          formatBytes(sum('liveBytes')),
          formatBytes(sum('keptBytes')),
          formatBytes(sum('wouldFreeBytes')),
          formatCount(sum('wouldFreeFiles')),
          formatBytes(sum('rawBytes'))
        ]}
      />
    </Panel>
  )
}
