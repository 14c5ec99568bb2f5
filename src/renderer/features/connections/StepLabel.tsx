import { useTranslation } from 'react-i18next'
import type { ConnectionTest } from '../../../pipeline/contract'
import { StateSymbol } from '../../ui'
import styles from './connections.module.css'

type StepState = ConnectionTest['steps'][number]['state']
const symbols = { ok: 'ok', failed: 'failed', skipped: 'missing' } as const

/** How a step of a test went: symbol and word. */
export function StepLabel({ state }: { state: StepState }) {
  const { t } = useTranslation()
  return (
    <span className={styles.step}>
      <StateSymbol state={symbols[state]} />
      {t(`connections.state.${state}`)}
    </span>
  )
}
