import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { partitionStates, type PartitionState } from '../../../../pipeline/contract'
import { formatCount, StateSymbol } from '../../../ui'
import styles from './cells.module.css'

/** How many partitions are in each state, by symbol; the words are in the tooltip and are read aloud. */
export function StateCounts({ states }: { states: Partial<Record<PartitionState, number>> }) {
  const { t } = useTranslation()
  return (
    <span className={styles.counts}>
      {partitionStates
        .filter((state) => (states[state] ?? 0) > 0)
        .map((state) => (
          <span key={state} title={t(`state.${state}`)}>
            <StateSymbol state={state} size={11} />
            <VisuallyHidden component="span">{t(`state.${state}`)}</VisuallyHidden>
            <span className="tabular">{formatCount(states[state] ?? 0)}</span>
          </span>
        ))}
    </span>
  )
}
