import { useTranslation } from 'react-i18next'
import { notExpected, partitionStates, type Partition, type PartitionState } from '../../../../pipeline/contract'
import { formatCount, StateLabel } from '../../../ui'
import styles from './grid.module.css'
import { unusual, type Peers } from './peers'
import type { GridModel } from './slots'

interface Props {
  partitions: readonly Partition[]
  peers: Peers
  model: GridModel
}

/** Each state in the same drawing as in the grid, with how many; the counts add up to the list. Those without any stay, dimmed, as the key to the symbols. */
export function Legend({ partitions, peers, model }: Props) {
  const { t } = useTranslation()
  const counts = Map.groupBy(partitions, (partition) => partition.state)
  const deviating = partitions.filter((partition) => unusual(partition.rows, peers) !== undefined).length
  const provisional = partitions.filter((partition) => partition.provisional).length
  const quarantined = partitions.filter((partition) => partition.quarantined > 0).length
  return (
    <div className={styles.legend} role="list" aria-label={t('lake.grid.legend')}>
      {byPresence(counts).map(({ state, count }) => (
        <span
          key={state}
          role="listitem"
          data-legend={state}
          data-none={count === 0 || undefined}
          title={t(`lake.grid.means.${state}`)}
        >
          <StateLabel state={state} />
          <span className="tabular strong">{formatCount(count)}</span>
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
      {model.grain === 'whole' ? null : <NotExpected model={model} />}
    </div>
  )
}

type Counts = ReadonlyMap<PartitionState, readonly Partition[]>

/** States that occur before those that do not, otherwise in their own order. */
function byPresence(counts: Counts): { state: PartitionState; count: number }[] {
  const all = partitionStates.map((state) => ({ state, count: counts.get(state)?.length ?? 0 }))
  return [...all.filter(({ count }) => count > 0), ...all.filter(({ count }) => count === 0)]
}

/** Why nothing is expected in a place; these are not states, so they are not counted. */
function NotExpected({ model }: { model: GridModel }) {
  const { t } = useTranslation()
  const present = new Set(model.slots.map((slot) => slot.absent))
  return notExpected.map((reason) => (
    <span key={reason} role="listitem" data-legend={reason} data-none={!present.has(reason) || undefined}>
      <i className={styles.sample} data-kind={reason} /> {t(`state.${reason}`)}
    </span>
  ))
}
