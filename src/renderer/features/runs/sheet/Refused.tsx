import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../../pipeline/contract'
import { ErrorPanel } from '../../../ui'
import { Obstacle } from './Obstacles'
import { Stale } from './Stale'

/** Why nothing was started: the plan no longer holds, another backfill is active, or something else. */
export function Refused({ error, onShowNew }: { error: ErrorData; onShowNew: () => void }) {
  const { t } = useTranslation()
  if (error.code === 'plan.stale') return <Stale error={error} onShowNew={onShowNew} />
  if (error.code === 'run.overlap') return <Obstacle obstacle={error} />
  return <ErrorPanel error={error} safe={t('backfill.nothingRan')} />
}
