import { useTranslation } from 'react-i18next'
import type { JobState, PartitionState } from '../../pipeline/contract'
import { StateSymbol } from '../ui'

const symbols: Record<JobState, PartitionState> = {
  queued: 'missing',
  running: 'running',
  cancelling: 'running',
  done: 'ok',
  failed: 'failed',
  cancelled: 'empty',
  interrupted: 'refused'
}

/** A job's state as symbol and word, with the shapes of the partition states. */
export function JobStateLabel({ state }: { state: JobState }) {
  const { t } = useTranslation()
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap', fontSize: 12 }}>
      <StateSymbol state={symbols[state]} />
      {t(`tray.state.${state}`)}
    </span>
  )
}
