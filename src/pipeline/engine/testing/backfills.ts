import { backfillResult, proof, type BackfillResult, type BackfillSummary, type ParamsOf, type Proof } from '../../contract'
import { requestId, type TestClient } from './client'

export type Selection = ParamsOf<'backfills.plan'>['selection']
export type Options = ParamsOf<'backfills.start'>['options']

/** Runs a backfill to its end, or until it waits for a review. */
export async function backfill(client: TestClient, selection: Selection, options: Options = {}): Promise<BackfillResult> {
  const { job } = await client.call('backfills.start', { selection, options, ...requestId() })
  return backfillResult.parse((await client.ended(job)).result)
}

/** Starts a backfill and pauses it at once: resolves when what was in flight by then has ended. */
export async function startAndPause(
  client: TestClient,
  selection: Selection,
  options: Options = {}
): Promise<{ id: string; job: string }> {
  const paused = untilState(client, 'paused')
  const started = await client.call('backfills.start', { selection, options, ...requestId() })
  await client.call('backfills.pause', { id: started.id })
  await paused
  return started
}

export async function publish(client: TestClient, id: string): Promise<void> {
  const { job } = await client.call('backfills.publish', { id, ...requestId() })
  await client.ended(job ?? '')
}

export async function proofOf(client: TestClient, id: string): Promise<Proof> {
  const { job } = await client.call('runs.proof', { id, ...requestId() })
  return proof.parse((await client.ended(job)).result)
}

/** Resolves at the first event of a backfill that is in the state. */
export const untilState = (client: TestClient, wanted: string): Promise<void> =>
  untilBackfill(client, ({ state }) => state === wanted)

/** Resolves at the first event of a backfill that fits. */
export function untilBackfill({ client }: TestClient, fits: (backfill: BackfillSummary) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const watch = client.subscribe(
      'backfills.changed',
      {},
      {
        event: (summary) => {
          if (!fits(summary)) return
          watch.close()
          resolve()
        }
      }
    )
  })
}
