import type { Backfill } from '../../../../pipeline/contract'
import { troublesOf } from './outcome'
import { TroubleLine } from './TroubleLine'

/** How many different errors are shown, fewer while there is something to decide below; the list of partitions has them all. */
const SHOWN = 2
const SHOWN_IN_REVIEW = 1

/** What went wrong, and the way to run just that again; the other partitions are not touched by it. */
export function Troubles({ backfill }: { backfill: Backfill }) {
  return (
    <>
      {troublesOf(backfill.items)
        .slice(0, backfill.state === 'staged' ? SHOWN_IN_REVIEW : SHOWN)
        .map((trouble) => (
          <TroubleLine key={`${trouble.error.code} ${trouble.error.message}`} trouble={trouble} />
        ))}
    </>
  )
}
