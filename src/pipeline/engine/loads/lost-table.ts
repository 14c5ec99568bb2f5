import type { RunSummary } from '../../contract'
import type { Services } from '../services'

/** Runs that are looked at. */
const LOOK_BACK = 500

/** The newest run that committed to a table which is no longer there, though nobody threw it away through Penstock. */
export async function lostTable(
  { table, state }: Pick<Services, 'table' | 'state'>,
  name: string
): Promise<RunSummary | undefined> {
  if ((await table(name).snapshot()) !== undefined) return undefined
  const removedAt = state.trash.newestOf(name) ?? ''
  const { runs } = state.runs.list({ filter: { name }, from: 0, limit: LOOK_BACK })
  return runs.find((run) => run.state === 'done' && run.versionAfter !== null && run.startedAt > removedAt)
}
