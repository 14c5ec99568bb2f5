import { ActionIcon, Button, Group, Stack } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { LoadResult } from '../../../../pipeline/contract'
import type { JobRunner } from '../../../bridge'
import { Digest, ErrorPanel, formatCount, ProgressLine } from '../../../ui'
import styles from '../lake.module.css'

/** A load or an undo while it runs and how it ended, where it was started. */
export function JobOutcome({ runner }: { runner: JobRunner<'load'> | JobRunner<'undo'> }) {
  const { t } = useTranslation()
  const { job, result, error, busy, cancel, clear } = runner
  if (busy && job !== undefined)
    return (
      <div className={`panel ${styles.outcome ?? ''}`}>
        <Group gap="md" wrap="nowrap">
          <div style={{ flex: 1, minWidth: 0 }}>
            <ProgressLine job={job} />
          </div>
          <Button variant="default" onClick={cancel} disabled={job.state === 'cancelling'}>
            {t('common.cancel')}
          </Button>
        </Group>
      </div>
    )
  if (error !== undefined)
    return <ErrorPanel error={error} safe={t('error.unchanged')} actions={<CloseButton onClick={clear} />} />
  if (result === undefined || job === undefined) return null
  return (
    <section className={`panel ${styles.outcome ?? ''}`} role="status">
      <Group gap="md" wrap="nowrap" justify="space-between" align="flex-start">
        <Stack gap={2}>
          <strong className="strong">{headline(t, job.kind, result)}</strong>
          <Amounts result={result} />
        </Stack>
        <ActionIcon variant="subtle" color="gray" onClick={clear} aria-label={t('common.close')}>
          <IconX size={14} />
        </ActionIcon>
      </Group>
    </section>
  )
}

function CloseButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Button variant="default" onClick={onClick}>
      {t('common.close')}
    </Button>
  )
}

type T = TFunction

function headline(t: T, kind: string, result: LoadResult): string {
  const changed = result.partitions.filter(({ change }) => change !== 'unchanged').length
  const values = { version: result.version ?? '–', value: formatCount(changed), count: changed }
  if (result.state === 'unchanged' || changed === 0) return t('lake.outcome.unchanged')
  return kind === 'undo' ? t('lake.outcome.undone', values) : t('lake.outcome.loaded', values)
}

/** What was read and where each row went; the digest where one partition was concerned. */
function Amounts({ result }: { result: LoadResult }) {
  const { t } = useTranslation()
  const [only] = result.partitions.length === 1 ? result.partitions : []
  const amounts = [
    result.rowsRead > 0 ? t('lake.outcome.read', { value: formatCount(result.rowsRead) }) : null,
    t('lake.outcome.written', { value: formatCount(result.rowsWritten) }),
    result.rowsQuarantined > 0 ? t('lake.outcome.quarantined', { value: formatCount(result.rowsQuarantined) }) : null,
    result.rowsSuperseded > 0 ? t('lake.outcome.superseded', { value: formatCount(result.rowsSuperseded) }) : null
  ].filter((amount) => amount !== null)
  return (
    <Group gap="md" className="tabular">
      <span>{amounts.join(' · ')}</span>
      {only === undefined || only.digest === null ? null : (
        <span>
          {t('lake.column.digest')} <Digest value={only.digest} />
        </span>
      )}
    </Group>
  )
}
