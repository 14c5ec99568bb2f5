import { useTranslation } from 'react-i18next'
import { notExpected, partitionStates, type Partition } from '../../../../pipeline/contract'
import { formatCount, StateLabel } from '../../../ui'
import styles from './grid.module.css'
import { unusual, type Peers } from './peers'
import type { GridModel } from './slots'

interface Props {
  partitions: readonly Partition[]
  peers: Peers
  model: GridModel
}

/** Each state that occurs, in the same drawing as in the grid, with how many; the counts add up to the list. */
export function Legend({ partitions, peers, model }: Props) {
  const { t } = useTranslation()
  const counts = Map.groupBy(partitions, (partition) => partition.state)
  const deviating = partitions.filter((partition) => unusual(partition.rows, peers) !== undefined).length
  const provisional = partitions.filter((partition) => partition.provisional).length
  const absent = new Set(model.slots.map((slot) => slot.absent))
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
      {provisional > 0 ? (
        <span role="listitem" data-legend="provisional">
          <i className={styles.sample} data-kind="provisional" /> {t('lake.grid.provisional')}
          <span className="tabular strong">{formatCount(provisional)}</span>
        </span>
      ) : null}
      {notExpected
        .filter((reason) => absent.has(reason))
        .map((reason) => (
          <span key={reason} role="listitem" data-legend={reason}>
            <i className={styles.sample} data-kind={reason} /> {t(`state.${reason}`)}
          </span>
        ))}
    </div>
  )
}
