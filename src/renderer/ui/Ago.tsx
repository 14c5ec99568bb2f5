import { useTranslation } from 'react-i18next'
import { useMinute } from '../bridge/clock'
import { agoText, formatInstant, zoneLabel } from './format-time'
import { useZone } from './preferences'

/** How long ago an instant was, to the minute; exactly, with its zone, in the tooltip. */
export function Ago({ at }: { at: string }) {
  const { i18n } = useTranslation()
  const zone = useZone()
  const now = useMinute()
  const exact = formatInstant(at, zone)
  return (
    <time className="tabular" dateTime={at} title={`${exact} ${zoneLabel(zone, at)}`}>
      {now === undefined ? exact.slice(0, 16) : agoText(at, now, i18n.language)}
    </time>
  )
}
