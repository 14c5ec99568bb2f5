import { proof, type ErrorData, type Proof } from '../contract'

/** Partitions of one run that are named before the rest is counted. */
const SHOWN = 5

/** What a refused undo lists; empty for other errors. */
export function laterLines({ details }: ErrorData): string[] {
  const { success, data } = proof.shape.builtOn.safeParse(details?.['list'])
  return success ? changesSince(data) : []
}

/** A line for each run and dataset that changed a partition since. */
export function changesSince(later: Proof['builtOn']): string[] {
  return [...Map.groupBy(later, ({ run, dataset }) => `${run} ${dataset}`).values()].map((changes) => {
    const [first] = changes
    const dts = changes.slice(0, SHOWN).map(({ dt }) => dt)
    const more = changes.length > SHOWN ? `, and ${changes.length - SHOWN} more` : ''
    return `Changed since by ${first?.run ?? ''}: ${first?.dataset ?? ''} ${dts.join(', ')}${more}`
  })
}
