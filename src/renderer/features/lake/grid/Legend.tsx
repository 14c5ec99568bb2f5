import { useTranslation } from 'react-i18next'
import { partitionStates, type Partition } from '../../../../pipeline/contract'
import { formatCount, StateLabel } from '../../../ui'
import styles from './grid.module.css'
import { unusual, type Peers } from './peers'

interface Props {
  partitions: readonly Partition[]
  peers: Peers
  /** The dataset follows a calendar whose closed days are shaded. */
  shaded: boolean
}

/** Each state that occurs, in the same drawing as in the grid, with how many; the counts add up to the list. */
export function Legend({ partitions, peers, shaded }: Props) {
  const { t } = useTranslation()
  const counts = Map.groupBy(partitions, (partition) => partition.state)
  const deviating = partitions.filter((partition) => unusual(partition.rows, peers) !== undefined).length
  const quarantined = partitions.filter((partition) => partition.quarantined > 0).length
  return (
    <div className={styles.legend} role="list" aria-label={t('lake.grid.legend')}>
      {partitionStates
        .filter((state) => counts.has(state))
        .map((state) => (
          <span key={state} role="listitem" data-legend={state}>
            <StateLabel state={state} />
            <span className="tabular strong">{formatCount(counts.get(state)?.length ?? 0)}</span>
          </span>
        ))}
      {quarantined > 0 ? (
        <span role="listitem">
          <i className={styles.sample} data-kind="quarantined" /> {t('lake.grid.withQuarantine')}
          <span className="tabular strong">{formatCount(quarantined)}</span>
        </span>
      ) : null}
      {deviating > 0 ? (
        <span role="listitem">
          <i className={styles.sample} data-kind="unusual" /> {t('lake.grid.unusual')}
          <span className="tabular strong">{formatCount(deviating)}</span>
        </span>
      ) : null}
      {shaded ? (
        <span role="listitem">
          <i className={styles.sample} data-kind="closed" /> {t('lake.grid.closed')}
        </span>
      ) : null}
    </div>
  )
}
