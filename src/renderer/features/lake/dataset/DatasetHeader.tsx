import { Button, Group, Stack, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { DatasetDetail } from '../../../../pipeline/contract'
import { formatBytes, formatCount } from '../../../ui'
import styles from '../lake.module.css'
import { Facts } from '../shared/Facts'
import { Instant } from '../shared/Instant'
import { lakePath } from '../shared/paths'
import { SimulatedLabel } from '../shared/SimulatedLabel'
import { titleOf } from '../shared/titles'
import { CopyCode } from './CopyCode'

interface Props {
  detail: DatasetDetail
  loading: boolean
  onLoad: () => void
}

/** Name, title, what it holds and how fresh it is, and what can be done with it. */
export function DatasetHeader({ detail, loading, onLoad }: Props) {
  const { t, i18n } = useTranslation()
  const { summary, spec } = detail
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="lg">
        <div className={styles.crumbs}>
          <Link to={lakePath}>{t('lake.title')}</Link>
          <span className="muted">/</span>
          <Title order={1}>{summary.name}</Title>
          <span className="muted">{titleOf(summary.title, i18n.language)}</span>
          {summary.simulated ? <SimulatedLabel /> : null}
        </div>
        <Group gap="sm" wrap="nowrap">
          <CopyCode detail={detail} />
          <Button leftSection={<IconDownload size={14} />} onClick={onLoad} loading={loading}>
            {t('lake.dataset.load')}
          </Button>
        </Group>
      </Group>
      <Facts
        items={[
          ...(summary.lastDt === null || summary.lastDt === 'all' ? [] : [{ name: t('lake.fact.asOf'), value: summary.lastDt }]),
          { name: t('lake.column.rows'), value: formatCount(summary.rows) },
          { name: t('lake.column.bytes'), value: formatBytes(summary.bytes) },
          { name: t('lake.column.partitions'), value: formatCount(summary.partitions) },
          { name: t('lake.column.version'), value: summary.version === null ? '–' : `v${summary.version}` },
          { name: t('lake.column.writtenAt'), value: <Instant at={summary.writtenAt} /> },
          { name: t('lake.fact.source'), value: <span title={spec.source.location}>{shortLocation(spec.source.location)}</span> }
        ]}
      />
    </Stack>
  )
}

/** The last part of a path or URL: what tells it apart. */
const shortLocation = (location: string): string => location.split(/[/\\]/).findLast((part) => part !== '') ?? location
