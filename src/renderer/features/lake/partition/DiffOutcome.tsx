import { useTranslation } from 'react-i18next'
import type { JobRunner } from '../../../bridge'
import { Difference, ErrorPanel, ProgressLine } from '../../../ui'
import styles from '../lake.module.css'

/** A comparison while it runs, and what it found. */
export function DiffOutcome({ runner }: { runner: JobRunner<'diff'> }) {
  const { t } = useTranslation()
  const { job, result, error, busy } = runner
  if (error !== undefined) return <ErrorPanel error={error} />
  if (result !== undefined) return <Difference diff={result} title={t('lake.diff.title', { from: result.from, to: result.to })} />
  if (!busy || job === undefined) return null
  return (
    <div className={`panel ${styles.outcome ?? ''}`}>
      <ProgressLine job={job} />
    </div>
  )
}
