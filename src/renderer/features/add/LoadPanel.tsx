import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ErrorData, LoadResult } from '../../../pipeline/contract'
import { cancelJob, isFinal, jobError, jobResult, useJob } from '../../bridge'
import { ErrorPanel, formatCount, ProgressLine, StateSymbol } from '../../ui'
import { LoadNotes } from './LoadNotes'
import { load, setReplace, unfold } from './store'
import { useAdd } from './use-add'

/** The load from the click to its result. It goes on in the engine whatever happens to this page. */
export function LoadPanel({ onAnother }: { onAnother: () => void }) {
  const { loading } = useAdd()
  const job = useJob(loading.job)
  const result = jobResult('load', job)
  const error = loading.error ?? result?.error ?? jobError(job)
  if (error !== undefined) return <LoadFailed error={error} name={loading.name ?? ''} />
  if (result !== undefined && job !== undefined && isFinal(job))
    return <LoadDone result={result} name={loading.name ?? ''} onAnother={onAnother} />
  return <LoadRunning name={loading.name ?? ''} />
}

function LoadRunning({ name }: { name: string }) {
  const { t } = useTranslation()
  const { loading } = useAdd()
  const job = useJob(loading.job)
  return (
    <section className="panel" style={{ padding: '12px 16px' }} aria-label={t('add.load.running', { name })}>
      <Group gap="lg" wrap="nowrap">
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text fw={600} c="var(--p-strong)" mb={4}>
            {t('add.load.running', { name })}
          </Text>
          {job === undefined ? <Text c="dimmed">{t('add.load.saving')}</Text> : <ProgressLine job={job} />}
        </div>
        {job === undefined ? null : (
          <Button variant="default" disabled={job.state === 'cancelling'} onClick={() => void cancelJob(job.id)}>
            {t('common.cancel')}
          </Button>
        )}
      </Group>
    </section>
  )
}

function LoadDone({ result, name, onAnother }: { result: LoadResult; name: string; onAnother: () => void }) {
  const { t } = useTranslation()
  const { rowsWritten, rowsQuarantined, rowsSuperseded, partitions, notes, state } = result
  const facts = [
    t('add.load.written', { value: formatCount(rowsWritten) }),
    t('count.partitions', { count: partitions.length, value: formatCount(partitions.length) }),
    ...(rowsQuarantined > 0 ? [t('add.load.quarantined', { value: formatCount(rowsQuarantined) })] : []),
    ...(rowsSuperseded > 0 ? [t('add.load.superseded', { value: formatCount(rowsSuperseded) })] : [])
  ]
  const unchanged = state === 'unchanged'
  return (
    <section className="panel" style={{ padding: '12px 16px' }} role="status" data-testid="load-done">
      <Group justify="space-between" gap="lg" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Group gap="sm">
            <StateSymbol state="ok" />
            <Text fw={600} c="var(--p-strong)">
              {t(unchanged ? 'add.load.unchanged' : 'add.load.done', { name })}
            </Text>
          </Group>
          <Text className="tabular">{facts.join(' · ')}</Text>
          {unchanged ? <Text c="dimmed">{t('add.load.unchangedHint')}</Text> : null}
          <LoadNotes notes={notes} />
        </div>
        <Group gap="sm" wrap="nowrap">
          <Button variant="default" onClick={onAnother}>
            {t('add.load.another')}
          </Button>
          <Button component={Link} to={`/lake/${encodeURIComponent(name)}`}>
            {t('add.load.open', { name })}
          </Button>
        </Group>
      </Group>
    </section>
  )
}

function LoadFailed({ error, name }: { error: ErrorData; name: string }) {
  const { t } = useTranslation()
  if (error.code !== 'dataset.exists') return <ErrorPanel error={error} safe={t('add.load.safe')} onRetry={() => void load()} />
  const replace = (): void => {
    setReplace(true)
    void load()
  }
  return (
    <ErrorPanel
      error={error}
      safe={t('add.shape.taken')}
      actions={
        <>
          <Button onClick={replace} aria-label={`${t('add.load.replace')}: ${name}`}>
            {t('add.load.replace')}
          </Button>
          <Button variant="default" onClick={() => unfold(true)}>
            {t('add.load.rename')}
          </Button>
        </>
      }
    />
  )
}
