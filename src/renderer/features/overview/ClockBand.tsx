import { useTranslation } from 'react-i18next'
import type { ClockJump } from '../../../pipeline/contract'
import { Band, formatInstant, useZone } from '../../ui'
import { useMinutesText } from './use-words'

/** Says that the clock was set, and what schedules make of it. */
export function ClockBand({ jump: { at, by } }: { jump: ClockJump }) {
  const { t } = useTranslation()
  const minutesText = useMinutesText()
  const zone = useZone()
  const values = { time: minutesText(Math.round(Math.abs(by) / 60_000)), at: formatInstant(at, zone).slice(0, 16) }
  return <Band tone="warn">{by < 0 ? t('overview.clock.back', values) : t('overview.clock.ahead', values)}</Band>
}
