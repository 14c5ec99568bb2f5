import { useTranslation } from 'react-i18next'
import type { Health } from '../../../pipeline/contract'
import { formatBytes, formatCount } from '../../ui'
import { FactList, Panel } from './Panel'

/** Ten years: nobody plans for what comes later. */
const FAR_DAYS = 3_650

export function DiskPanel({ disk }: { disk: Health['disk'] }) {
  const { t } = useTranslation()
  const { freeBytes, totalBytes, daysLeft } = disk
  const free =
    freeBytes === null || totalBytes === null
      ? t('health.disk.unknown')
      : t('health.disk.freeOf', { free: formatBytes(freeBytes), total: formatBytes(totalBytes) })
  const pace =
    daysLeft === null || daysLeft > FAR_DAYS
      ? t('health.disk.noGrowth')
      : t('health.disk.days', { value: formatCount(Math.floor(daysLeft)) })
  return (
    <Panel title={t('health.disk.title')}>
      <FactList
        facts={[
          { name: t('health.disk.free'), value: free },
          { name: t('health.disk.daysLeft'), value: pace },
          { name: t('health.disk.lake'), value: formatBytes(disk.lakeBytes) },
          { name: t('health.disk.raw'), value: formatBytes(disk.rawBytes) },
          { name: t('health.disk.state'), value: formatBytes(disk.stateBytes) },
          { name: t('health.disk.logs'), value: formatBytes(disk.logBytes) }
        ]}
      />
    </Panel>
  )
}
