import { Button, Group, Stack, Title } from '@mantine/core'
import { IconArrowBackUp, IconRefresh } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RunRecord } from '../../../../pipeline/contract'
import {
  backfillLink,
  CopyAction,
  datasetLink,
  formatBytes,
  formatCount,
  formatDuration,
  Instant,
  startedBackfillLink
} from '../../../ui'
import styles from '../runs.module.css'
import { Facts, type Fact } from '../shared/Facts'
import { starterOf } from '../shared/starter'
import { RunStateWord } from '../shared/StateWord'

/** What it was, who started it, how long it took and how much it moved, and what can be done about it. */
export function RunHeader({ run, onUndo, undone }: { run: RunRecord; onUndo: () => void; undone: boolean }) {
  const { t } = useTranslation()
  const dts = run.partitions.map(({ dt }) => dt)
  const undoable = !undone && run.state === 'done' && run.partitions.some(({ change }) => change !== 'unchanged')
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="lg">
        <div className={styles.crumbs}>
          <Link to="/runs">{t('runs.title')}</Link>
          <span className="muted">/</span>
          <Link to={datasetLink(run.dataset)}>{run.dataset}</Link>
          <span className="muted">/</span>
          <Title order={1}>{t('runs.run', { kind: t(`runs.kind.${run.kind}`), attempt: run.attempt })}</Title>
          <RunStateWord run={run} />
        </div>
        <Group gap="sm" wrap="nowrap">
          <Button
            variant="default"
            leftSection={<IconRefresh size={14} />}
            component={Link}
            to={backfillLink({ dataset: run.dataset, ...(dts.length === 0 ? {} : { dts }), only: 'all' })}
            data-sheet="KeyB"
          >
            {t('runs.again')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            disabled={!undoable}
            onClick={onUndo}
            data-sheet="KeyU"
          >
            {t('runs.undo.open')}
          </Button>
        </Group>
      </Group>
      <Facts items={[...originOf(run, t), ...amountsOf(run, t)]} />
    </Stack>
  )
}

function originOf(run: RunRecord, t: TFunction): Fact[] {
  const took = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  return [
    {
      name: t('runs.fact.id'),
      value: (
        <span className={styles.state}>
          <span className="mono" title={run.id}>
            {run.id.slice(-8)}
          </span>
          <CopyAction value={run.id} label={t('runs.copyId')} />
        </span>
      )
    },
    { name: t('runs.fact.startedBy'), value: starterOf(t, run) },
    { name: t('runs.fact.startedAt'), value: <Instant at={run.startedAt} /> },
    { name: t('runs.fact.took'), value: took === null ? '–' : formatDuration(took) },
    ...(run.backfill === null
      ? []
      : [
          {
            name: t('runs.fact.backfill'),
            value: (
              <Link className={styles.link} to={startedBackfillLink(run.backfill)}>
                {t('runs.openBackfill')}
              </Link>
            )
          }
        ])
  ]
}

const amountsOf = (run: RunRecord, t: TFunction): Fact[] => [
  { name: t('runs.fact.versions'), value: `${versionText(run.versionBefore)} → ${versionText(run.versionAfter)}` },
  { name: t('runs.fact.rowsRead'), value: formatCount(run.rowsRead) },
  { name: t('runs.fact.rowsWritten'), value: formatCount(run.rowsWritten) },
  { name: t('runs.fact.quarantined'), value: formatCount(run.rowsQuarantined) },
  { name: t('runs.fact.bytesRead'), value: formatBytes(run.bytesRead) },
  { name: t('runs.fact.bytesWritten'), value: formatBytes(run.bytesWritten) },
  { name: t('runs.fact.engine'), value: run.engine }
]

const versionText = (version: number | null): string => (version === null ? '–' : `v${version}`)
