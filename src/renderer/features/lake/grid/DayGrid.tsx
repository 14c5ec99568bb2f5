import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './grid.module.css'
import { monthOfYear } from './month-name'
import { PartitionCell } from './PartitionCell'
import type { Peers } from './peers'
import { inRange, type DtRange } from './range'
import type { GridModel, MonthBlock } from './slots'
import { useKeepFocus } from './use-keep-focus'
import { useScrollWindow } from './use-scroll-window'

const BAND = 168
const BLOCK = 177
const GAP = 18
/** A band holds over a hundred days: one above and one below the ones in sight are enough. */
const OVERSCAN = 1

interface Props {
  model: Extract<GridModel, { grain: 'day' }>
  peers: Peers
  range: DtRange | null
  current: number
  scrollerRef: RefObject<HTMLDivElement | null>
  wantedRef: RefObject<number | null>
  width: number
}

/** A calendar: a block a month, a line a week, Monday first; as many blocks side by side as fit. */
export function DayGrid({ model, width, scrollerRef, wantedRef, ...cells }: Props) {
  const perBand = Math.max(1, Math.floor((width + GAP) / BLOCK))
  const count = Math.ceil(model.blocks.length / perBand)
  const { first, last } = useScrollWindow(scrollerRef, count, BAND, OVERSCAN)
  useKeepFocus(scrollerRef, wantedRef, model.slots.length)
  const bands = Array.from({ length: last - first }, (_, offset) => first + offset)
  return (
    <>
      <div role="presentation" style={{ height: first * BAND }} />
      {bands.map((band) => (
        <div key={band} className={styles.months} role="presentation" style={{ height: BAND - 12 }}>
          {model.blocks.slice(band * perBand, (band + 1) * perBand).map((block) => (
            <Month key={block.label} block={block} model={model} {...cells} />
          ))}
        </div>
      ))}
      <div role="presentation" style={{ height: (count - last) * BAND }} />
    </>
  )
}

type MonthProps = Pick<Props, 'model' | 'peers' | 'range' | 'current'> & { block: MonthBlock }

function Month({ block, model, peers, range, current }: MonthProps) {
  const { t, i18n } = useTranslation()
  const weeks = Array.from({ length: Math.ceil((block.offset + block.days) / 7) }, (_, week) => week * 7 - block.offset)
  const name = monthOfYear(block.label, i18n.language)
  return (
    <div className={styles.month} role="rowgroup" aria-label={name}>
      <div className={styles.monthName} aria-hidden="true">
        {name}
      </div>
      <div className={styles.weekdays} aria-hidden="true">
        {t('lake.grid.weekdays')
          .split(' ')
          .map((letter, day) => (
            <span key={day}>{letter}</span>
          ))}
      </div>
      {weeks.map((start) => (
        <div key={start} className={styles.week} role="row">
          {Array.from({ length: 7 }, (_, weekday) => {
            const day = start + weekday
            const index = block.first + day
            const slot = day < 0 || day >= block.days ? undefined : model.slots[index]
            if (slot === undefined) return <span key={weekday} role="presentation" />
            const selected = inRange(range, slot.dt)
            return (
              <PartitionCell
                key={weekday}
                slot={slot}
                index={index}
                peers={peers}
                selected={selected}
                reachable={index === current}
                small
              />
            )
          })}
        </div>
      ))}
    </div>
  )
}
