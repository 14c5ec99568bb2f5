import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IntervalStatus } from '../../../pipeline/contract'
import { formatCount, StateSymbol } from '../../ui'
import { stripCounts } from './morning'
import styles from './today.module.css'
import { useMinutesText } from './use-words'

/** The last intervals by their states, the newest on the right; read aloud as one sentence. */
export const IntervalStrip = memo(function IntervalStrip({ name, strip }: { name: string; strip: readonly IntervalStatus[] }) {
  const { t } = useTranslation()
  const describe = useIntervalText()
  if (strip.length === 0) return <span className="muted">–</span>
  const counts = stripCounts(strip).map(({ state, count }) =>
    t('overview.strip.count', { value: formatCount(count), state: t(`state.${state}`) })
  )
  return (
    <span
      className={styles.strip}
      role="img"
      aria-label={t('overview.strip.label', { name, value: formatCount(strip.length), counts: counts.join(', ') })}
    >
      {strip.map((interval) => (
        <span key={interval.id} title={describe(interval)} data-state={interval.state}>
          <IntervalSymbol state={interval.state} />
        </span>
      ))}
    </span>
  )
})

function IntervalSymbol({ state }: { state: IntervalStatus['state'] }) {
  if (state === 'market_closed' || state === 'out_of_range' || state === 'future') return <i className={styles.dot} />
  return <StateSymbol state={state} size={10} />
}

function useIntervalText(): (interval: IntervalStatus) => string {
  const { t, i18n } = useTranslation()
  const minutesText = useMinutesText()
  return ({ id, state, rows, lateMinutes, holiday }) =>
    [
      id,
      t(`state.${state}`),
      holiday === undefined ? null : i18n.language.startsWith('ko') ? holiday.ko : holiday.en,
      rows === null ? null : t('overview.strip.rows', { count: rows, value: formatCount(rows) }),
      lateMinutes === null ? null : t('overview.strip.late', { time: minutesText(lateMinutes) })
    ]
      .filter((part) => part !== null)
      .join(' · ')
}
