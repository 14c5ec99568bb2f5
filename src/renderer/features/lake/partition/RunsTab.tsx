import { Accordion, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RunRecord } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { Digest, EmptyState, ErrorPanel, formatCount, formatDuration, TableSkeleton } from '../../../ui'
import styles from '../lake.module.css'
import { Facts } from '../shared/Facts'
import { Instant } from '../shared/Instant'
import { InputTable } from './InputsTab'

/** Every attempt that touched the partition, newest first; none is ever changed or dropped. */
export function RunsTab({ name, dt }: { name: string; dt: string }) {
  const { t } = useTranslation()
  const { value, error, slow, reload } = useCall('runs.list', { name, dt }, { follow: name })
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton /> : null
  if (value.runs.length === 0) return <EmptyState sentence={t('lake.runs.none')} />
  return (
    <Accordion multiple variant="contained" chevronPosition="left">
      {value.runs.map((run, index) => (
        <Accordion.Item key={run.id} value={run.id}>
          <Accordion.Control>
            <RunLine run={run} dt={dt} attempt={value.total - index} />
          </Accordion.Control>
          <Accordion.Panel>
            <RunDetail run={run} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

function RunLine({ run, dt, attempt }: { run: RunRecord; dt: string; attempt: number }) {
  const { t } = useTranslation()
  const own = run.partitions.find((partition) => partition.dt === dt)
  const took = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  return (
    <Group gap="lg" className="tabular">
      <strong className="strong">{t('lake.runs.attempt', { value: attempt })}</strong>
      <span>{t(`lake.operation.${run.kind}`)}</span>
      <span>{t(`lake.runs.state.${run.state}`)}</span>
      <Instant at={run.startedAt} />
      {took === null ? null : <span>{formatDuration(took)}</span>}
      <span className="muted">{run.startedBy}</span>
      {own === undefined ? null : (
        <Change before={own.digestBefore} after={own.digestAfter} unchanged={own.change === 'unchanged'} />
      )}
    </Group>
  )
}

function Change({ before, after, unchanged }: { before: string | null; after: string | null; unchanged: boolean }) {
  const { t } = useTranslation()
  return (
    <span className="mono" title={`${before ?? '–'} → ${after ?? '–'}`}>
      {shortHex(before)} → {shortHex(after)} {unchanged ? <span className={styles.chip}>{t('lake.runs.unchanged')}</span> : null}
    </span>
  )
}

const shortHex = (digest: string | null): string => digest?.slice(-8) ?? '–'

function RunDetail({ run }: { run: RunRecord }) {
  const { t } = useTranslation()
  return (
    <Stack gap="md">
      <Facts
        items={[
          { name: t('lake.history.run'), value: <span className="mono">{run.id}</span> },
          { name: t('lake.runs.versions'), value: `${versionText(run.versionBefore)} → ${versionText(run.versionAfter)}` },
          { name: t('lake.runs.read'), value: formatCount(run.rowsRead) },
          { name: t('lake.runs.written'), value: formatCount(run.rowsWritten) },
          { name: t('lake.column.quarantined'), value: formatCount(run.rowsQuarantined) },
          { name: t('lake.runs.superseded'), value: formatCount(run.rowsSuperseded) }
        ]}
      />
      <Digests run={run} />
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

function Digests({ run }: { run: RunRecord }) {
  const { t } = useTranslation()
  const [own] = run.partitions.length === 1 ? run.partitions : []
  if (own === undefined)
    return <span className="muted">{t('lake.runs.partitions', { value: formatCount(run.partitions.length) })}</span>
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
