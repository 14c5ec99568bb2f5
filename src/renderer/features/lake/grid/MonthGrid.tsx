import { VisuallyHidden } from '@mantine/core'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './grid.module.css'
import { monthName } from './month-name'
import { PartitionCell } from './PartitionCell'
import type { Peers } from './peers'
import { inRange, type DtRange } from './range'
import type { GridModel } from './slots'
import { useKeepFocus } from './use-keep-focus'
import { useScrollWindow } from './use-scroll-window'

const BAND = 36
const months = Array.from({ length: 12 }, (_, month) => month + 1)

interface Props {
  model: Extract<GridModel, { grain: 'month' }>
  peers: Peers
  range: DtRange | null
  current: number
  scrollerRef: RefObject<HTMLDivElement | null>
  wantedRef: RefObject<number | null>
}

/** Years by months, the newest year at the bottom and in sight. */
export function MonthGrid({ model, peers, range, current, scrollerRef, wantedRef }: Props) {
  const { t, i18n } = useTranslation()
  const { first, last } = useScrollWindow(scrollerRef, model.years.length, BAND)
  useKeepFocus(scrollerRef, wantedRef, model.slots.length)
  return (
    <>
      <div className={styles.head} role="row" aria-rowindex={1}>
        <span role="columnheader">
          <VisuallyHidden component="span">{t('lake.grid.year')}</VisuallyHidden>
        </span>
        {months.map((month) => (
          <span key={month} role="columnheader">
            {monthName(month, i18n.language)}
          </span>
        ))}
      </div>
      <div role="presentation" style={{ height: first * BAND }} />
      {model.years.slice(first, last).map((year, offset) => (
        <div key={year} className={styles.year} role="row" aria-rowindex={first + offset + 2}>
          <span className={`${styles.label ?? ''} tabular`} role="rowheader">
            {year}
          </span>
          {months.map((month) => {
            const index = (first + offset) * 12 + month - 1
            const slot = model.slots[index]
            return slot === undefined ? null : (
              <PartitionCell
                key={slot.dt}
                slot={slot}
                index={index}
                peers={peers}
                selected={inRange(range, slot.dt)}
                reachable={index === current}
              />
            )
          })}
        </div>
      ))}
      <div role="presentation" style={{ height: (model.years.length - last) * BAND }} />
    </>
  )
}
