import { Group, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { DatasetSummary } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { EmptyState, formatCount } from '../../../ui'
import styles from '../lake.module.css'
import { RowsGrid } from '../shared/RowsGrid'

/** First rows of one partition, the newest at first. */
export function RowsTab({ summary }: { summary: DatasetSummary }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const { value: partitions } = useCall('lake.partitions', { name: summary.name }, { follow: summary.name })
  const written = (partitions ?? []).filter(({ version, rows }) => version !== null && rows > 0).toReversed()
  const dts = written.map(({ dt }) => dt).toSorted((left, right) => (left < right ? 1 : -1))
  const asked = params.get('dt')
  const dt = dts.find((one) => one === asked) ?? dts[0]
  if (partitions === undefined) return null
  if (dt === undefined) return <EmptyState sentence={t('lake.rows.none')} />
  const rows = written.find((one) => one.dt === dt)?.rows ?? 0
  return (
    <Stack gap="sm" h="100%">
      <Group gap="md">
        {summary.grain === null ? null : (
          <Select
            w={160}
            searchable
            allowDeselect={false}
            aria-label={t('lake.column.dt')}
            data={dts}
            value={dt}
            onChange={(next) => {
              if (next !== null) setParams({ tab: 'rows', dt: next }, { replace: true })
            }}
          />
        )}
        <Text c="dimmed">{t('lake.rows.about', { value: formatCount(rows) })}</Text>
      </Group>
      <div className={`panel ${styles.fill ?? ''}`}>
        <RowsGrid key={dt} name={summary.name} dt={dt} />
      </div>
    </Stack>
  )
}
