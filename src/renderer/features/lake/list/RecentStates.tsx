import { useTranslation } from 'react-i18next'
import type { Partition } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import styles from '../shared/cells.module.css'

const SHOWN = 14

/** The newest partitions as a strip of states, oldest on the left; hollow where there are no rows. */
export function RecentStates({ name }: { name: string }) {
  const { t } = useTranslation()
  const { value } = useCall('lake.partitions', { name }, { follow: name })
  const recent = (value ?? []).toSorted((left, right) => (left.dt < right.dt ? -1 : 1)).slice(-SHOWN)
  if (recent.length === 0) return null
  const label = recent.map(({ dt, state }) => `${dt} ${t(`state.${state}`)}`).join(', ')
  return (
    <span className={styles.strip} role="img" aria-label={label}>
      {recent.map((partition) => (
        <i key={partition.dt} title={`${partition.dt} · ${t(`state.${partition.state}`)}`} style={lookOf(partition)} />
      ))}
    </span>
  )
}

/** Failure is higher than the rest and absence is hollow, so that shape alone tells them apart. */
function lookOf({ state }: Partition): React.CSSProperties {
  const colour = `var(--p-state-${state})`
  if (state === 'empty') return { border: `1px solid ${colour}` }
  if (state === 'missing') return { border: `1px dashed ${colour}` }
  if (state === 'failed' || state === 'refused') return { background: colour, height: 20 }
  return { background: colour }
}
