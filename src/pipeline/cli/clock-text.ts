import type { ClockJump } from '../contract'
import { stretchText, timeText } from './times'

/** The line that says that the clock was set, by the wall clock of a zone; none where it was not. */
export function clockText(jump: ClockJump | undefined, zone: string): string[] {
  if (jump === undefined) return []
  const [by, at] = [stretchText(Math.round(Math.abs(jump.by) / 60_000)), timeText(jump.at, zone)]
  return jump.by < 0
    ? [`The clock was set back by ${by} (to ${at}): schedules go by what it shows now.`]
    : [
        `The clock was set ahead by ${by}, or the computer slept (until ${at}): what fell due meanwhile runs, or is skipped, as its dataset says.`
      ]
}
