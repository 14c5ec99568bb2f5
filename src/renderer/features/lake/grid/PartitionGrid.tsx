import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DayGrid } from './DayGrid'
import styles from './grid.module.css'
import { MonthGrid } from './MonthGrid'
import { PartitionCell } from './PartitionCell'
import type { Peers } from './peers'
import { inRange, type DtRange } from './range'
import type { GridModel } from './slots'
import { useRangeSelect } from './use-range-select'

interface Props {
  model: GridModel
  peers: Peers
  range: DtRange | null
  label: string
  onSelect: (range: DtRange | null) => void
  onOpen: (dt: string) => void
}

/** The partitions of a dataset where they lie in time; only what is in sight is drawn. */
export function PartitionGrid({ model, peers, range, label, onSelect, onOpen }: Props) {
  const { t } = useTranslation()
  const scrollerRef = useRef<HTMLDivElement>(null)
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(scrollerRef, sizeRef)
  const { current, wantedRef, handlers } = useRangeSelect({ model, onSelect, onOpen })

  const shared = { peers, range, current, scrollerRef, wantedRef }
  const whole = model.grain === 'whole' ? model.slots[0] : undefined
  return (
    <div
      ref={ref}
      role="grid"
      aria-label={label}
      aria-description={t('lake.grid.help')}
      aria-multiselectable="true"
      className={styles.scroll}
      {...handlers}
    >
      {model.grain === 'month' ? <MonthGrid model={model} {...shared} /> : null}
      {model.grain === 'day' ? <DayGrid model={model} width={width} {...shared} /> : null}
      {whole === undefined ? null : (
        <div role="row" className={styles.whole}>
          <PartitionCell slot={whole} index={0} peers={peers} selected={inRange(range, whole.dt)} reachable />
        </div>
      )}
    </div>
  )
}
