import { Button, Group } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Proof } from '../../../../pipeline/contract'
import { useJobRunner } from '../../../bridge'
import { Band, EmptyState, ErrorPanel, formatCount, Instant, ProgressLine, runLink, StateSymbol } from '../../../ui'
import { Link } from 'react-router'
import styles from '../runs.module.css'
import { ProofList } from './ProofList'

/** The proof of a run or backfill, computed from the lake when it is opened. */
export function ProofTab({ id }: { id: string }) {
  const { start, job, result, error, busy } = useJobRunner('proof')
  const { t } = useTranslation()
  useEffect(() => start({ id }), [start, id])
  if (error !== undefined) return <ErrorPanel error={error} onRetry={() => start({ id })} />
  if (result === undefined) return busy && job !== undefined ? <ProgressLine job={job} /> : null
  if (result.partitions.length === 0) return <EmptyState sentence={t('runs.proof.nothing')} />
  return (
    <>
      <Group justify="space-between">
        <Verdict proof={result} />
        <Group gap="sm">
          <span className="muted">
            {t('runs.proof.madeAt')} <Instant at={result.madeAt} />
          </span>
          <Button variant="default" onClick={() => start({ id })}>
            {t('runs.proof.again')}
          </Button>
        </Group>
      </Group>
      <BuiltOn proof={result} />
      <ProofList proof={result} />
    </>
  )
}

const symbols = { no_change: 'ok', changed: 'ok', duplicates: 'failed' } as const

function Verdict({ proof }: { proof: Proof }) {
  const { t } = useTranslation()
  const values = { count: proof.changed, value: formatCount(proof.changed), all: formatCount(proof.partitions.length) }
  return (
    <p className={styles.verdict} role="status" data-verdict={proof.verdict} style={{ margin: 0 }}>
      <StateSymbol state={symbols[proof.verdict]} />
      {t(`runs.proof.verdict.${proof.verdict}`, values)}
    </p>
  )
}

/** How many of the runs that built on it are named. */
const NAMED = 8

function BuiltOn({ proof }: { proof: Proof }) {
  const { t } = useTranslation()
  if (proof.builtOn.length === 0) return null
  return (
    <Band tone="note" title={t('runs.proof.builtOn', { count: proof.builtOn.length, value: formatCount(proof.builtOn.length) })}>
      {proof.builtOn.slice(0, NAMED).map(({ run, dataset, dt }) => (
        <Link key={`${run} ${dataset} ${dt}`} className={styles.link} to={runLink(run)} style={{ marginInlineEnd: 12 }}>
          {dataset} {dt}
        </Link>
      ))}
      {proof.builtOn.length > NAMED ? '…' : null}
    </Band>
  )
}
