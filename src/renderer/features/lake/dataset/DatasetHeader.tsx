import { Button, Group, Stack, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isDerived, type DatasetDetail } from '../../../../pipeline/contract'
import { backfillLink } from '../../../ui'
import styles from '../lake.module.css'
import { Facts } from '../shared/Facts'
import { lakePath } from '../shared/paths'
import { SimulatedLabel } from '../shared/SimulatedLabel'
import { titleOf } from '../shared/titles'
import { CopyCode } from './CopyCode'
import { useFlowFacts, useStoredFacts } from './use-facts'
import { useRange } from './use-range'

interface Props {
  detail: DatasetDetail
  loading: boolean
  onLoad: () => void
}

/** Name, title, what it holds, how fresh it is, what it is made from, and what can be done with it. */
export function DatasetHeader({ detail, loading, onLoad }: Props) {
  const { t, i18n } = useTranslation()
  const { summary, spec } = detail
  const [range] = useRange()
  const stored = useStoredFacts(detail)
  const flow = useFlowFacts(spec)
  const chosen = range === null || summary.grain === null ? {} : range
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
          <Button variant="default" component={Link} to={backfillLink({ dataset: spec.name, ...chosen })} data-sheet="KeyB">
            {t('lake.selection.backfill')}
          </Button>
          {isDerived(spec) ? null : (
            <Button leftSection={<IconDownload size={14} />} onClick={onLoad} loading={loading}>
              {t('lake.dataset.load')}
            </Button>
          )}
        </Group>
      </Group>
      <Facts items={stored} />
      {flow.length === 0 ? null : <Facts items={flow} />}
    </Stack>
  )
}
