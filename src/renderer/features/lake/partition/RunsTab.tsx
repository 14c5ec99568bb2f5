import { Accordion, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RunRecord, RunSummary } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { Digest, EmptyState, ErrorPanel, formatCount, formatDuration, runLink, TableSkeleton } from '../../../ui'
import styles from '../shared/cells.module.css'
import { Facts } from '../shared/Facts'
import { Instant } from '../shared/Instant'
import { InputTable } from './InputsTab'

/** Every attempt that touched the partition, newest first; none is ever changed or dropped. */
export function RunsTab({ name, dt }: { name: string; dt: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<string[]>([])
  const { value, error, slow, reload } = useCall('runs.list', { filter: { name, dt } }, { follow: name })
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton /> : null
  if (value.runs.length === 0) return <EmptyState sentence={t('lake.runs.none')} />
  return (
    <Accordion multiple variant="contained" chevronPosition="left" value={open} onChange={setOpen}>
      {value.runs.map((run, index) => (
        <Accordion.Item key={run.id} value={run.id}>
          <Accordion.Control>
            <RunLine run={run} attempt={value.total - index} />
          </Accordion.Control>
          <Accordion.Panel>{open.includes(run.id) ? <RunDetail id={run.id} dt={dt} /> : null}</Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

function RunLine({ run, attempt }: { run: RunSummary; attempt: number }) {
  const { t } = useTranslation()
  return (
    <Group gap="lg" className="tabular">
      <strong className="strong">{t('lake.runs.attempt', { value: attempt })}</strong>
      <span>{t(`lake.operation.${run.kind}`)}</span>
      <span>{t(`lake.runs.state.${run.state}`)}</span>
      <Instant at={run.startedAt} />
      {run.seconds === null ? null : <span>{formatDuration(run.seconds * 1000)}</span>}
      <span className="muted">{run.startedBy}</span>
      {run.state === 'unchanged' ? <span className={styles.chip}>{t('lake.runs.unchanged')}</span> : null}
    </Group>
  )
}

function RunDetail({ id, dt }: { id: string; dt: string }) {
  const { t } = useTranslation()
  const { value: run, error, slow, reload } = useCall('runs.get', { id })
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (run === undefined) return slow ? <TableSkeleton rows={3} /> : null
  return (
    <Stack gap="md">
      <Facts
        items={[
          {
            name: t('lake.history.run'),
            value: (
              <Link className={`${styles.link ?? ''} mono`} to={runLink(run.id)}>
                {run.id}
              </Link>
            )
          },
          { name: t('lake.runs.versions'), value: `${versionText(run.versionBefore)} → ${versionText(run.versionAfter)}` },
          { name: t('lake.runs.read'), value: formatCount(run.rowsRead) },
          { name: t('lake.runs.written'), value: formatCount(run.rowsWritten) },
          { name: t('lake.column.quarantined'), value: formatCount(run.rowsQuarantined) },
          { name: t('lake.runs.superseded'), value: formatCount(run.rowsSuperseded) },
          { name: t('lake.column.partitions'), value: formatCount(run.partitions.length) }
        ]}
      />
      <Digests run={run} dt={dt} />
      {run.error === undefined ? null : <ErrorPanel error={run.error} />}
      {run.inputs.length === 0 ? null : <InputTable inputs={run.inputs} />}
      {run.log.length === 0 ? null : (
        <pre className={`mono ${styles.code ?? ''}`} aria-label={t('lake.runs.log')} tabIndex={0}>
          {run.log.map(({ at, text }) => `${at}  ${text}`).join('\n')}
        </pre>
      )}
    </Stack>
  )
}

/** What the run did to this partition. */
function Digests({ run, dt }: { run: RunRecord; dt: string }) {
  const { t } = useTranslation()
  const own = run.partitions.find((partition) => partition.dt === dt)
  if (own === undefined) return null
  return (
    <Facts
      items={[
        { name: t('lake.runs.before'), value: <Digest value={own.digestBefore} /> },
        { name: t('lake.runs.after'), value: <Digest value={own.digestAfter} /> }
      ]}
    />
  )
}

const versionText = (version: number | null): string => (version === null ? '–' : `v${version}`)
