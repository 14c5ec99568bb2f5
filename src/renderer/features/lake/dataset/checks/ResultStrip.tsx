import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CheckResult, PartitionState } from '../../../../../pipeline/contract'
import { formatCount, partitionLink, resultSentence, StateSymbol } from '../../../../ui'
import styles from './checks.module.css'
import { SHOWN } from './use-last-results'

/** Drawn with the shapes of the partition states. */
const symbols: Readonly<Record<CheckResult['state'], PartitionState>> = { ok: 'ok', failed: 'failed', skipped: 'empty' }

interface Props {
  name: string
  check: string
  results: readonly CheckResult[]
  judging: boolean
}

/** How a check went in the newest partitions, the newest on the right; read aloud as one sentence. */
export function ResultStrip({ name, check, results, judging }: Props) {
  const { t } = useTranslation()
  const shown = results.slice(-SHOWN)
  if (shown.length === 0)
    return <span className={`${styles.strip ?? ''} ${styles.small ?? ''}`}>{judging ? t('checks.judging') : '–'}</span>
  const of = (state: CheckResult['state']): string => formatCount(shown.filter((one) => one.state === state).length)
  return (
    <span
      className={styles.strip}
      role="group"
      aria-label={t('checks.strip', { id: check, ok: of('ok'), failed: of('failed'), skipped: of('skipped') })}
    >
      {shown.map((result) => (
        <Link
          key={result.dt}
          to={partitionLink(name, result.dt)}
          tabIndex={result.state === 'failed' ? 0 : -1}
          title={`${result.dt} · ${t(`checks.state.${result.state}`)} · ${resultSentence(t, result)}`}
          aria-label={`${result.dt} ${t(`checks.state.${result.state}`)}`}
          data-result={result.state}
        >
          <StateSymbol state={symbols[result.state]} size={10} />
        </Link>
      ))}
    </span>
  )
}
