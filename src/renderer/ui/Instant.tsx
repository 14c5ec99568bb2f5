import { formatInstant } from './format-time'
import { useZone } from './preferences'

/** An instant in the user's zone, to the minute; the second is in the tooltip. */
export function Instant({ at }: { at: string | null }) {
  const zone = useZone()
  if (at === null) return <span className="muted">–</span>
  const text = formatInstant(at, zone)
  return (
    <time className="tabular" dateTime={at} title={`${text} ${zone}`}>
      {text.slice(0, 16)}
    </time>
  )
}
