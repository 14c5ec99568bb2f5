import {
  finalStates,
  jobResults,
  type EngineClient,
  type JobKind,
  type JobProgress,
  type JobResultOf,
  type JobSnapshot
} from '../contract'
import { AppError } from '../lib/errors'
import { ask } from './client'

/** How long a cancelled job may take to stop before we stop waiting, in ms. */
const CANCEL_WAIT_MS = 2_000

export interface JobRun {
  client: EngineClient
  signal: AbortSignal
  onProgress(job: JobSnapshot): void
}

/**
 * Waits for a job to end. When the signal fires the job is cancelled and given 2 s. Throws the job's error, also `cancelled`,
 * except where the job left a result that tells more (a load that was refused).
 */
export async function finishJob<K extends JobKind>(kind: K, id: string, run: JobRun): Promise<JobResultOf<K>> {
  const job = await untilFinal(id, run)
  const result = jobResults[kind].safeParse(job.result)
  if (result.success) return result.data as JobResultOf<K>
  if (job.error !== undefined) throw AppError.fromData(job.error)
  if (job.state === 'cancelled') throw new AppError('cancelled', 'It was cancelled; nothing was changed.')
  if (job.state === 'interrupted') {
    throw new AppError('engine.gone', 'The engine stopped while it worked on this.', {
      retriable: true,
      hint: 'Start it again; what was not committed is not in the lake.'
    })
  }
  throw new AppError('ipc.invalid', `The ${kind} ended as ${job.state}, without a result that this version understands.`)
}

function untilFinal(id: string, run: JobRun): Promise<JobSnapshot> {
  return new Promise((resolve, reject) => {
    const { client, signal } = run
    let giveUp: NodeJS.Timeout | undefined
    const end = (act: () => void): void => {
      clearTimeout(giveUp)
      signal.removeEventListener('abort', cancel)
      watch.close()
      act()
    }
    const cancel = (): void => {
      giveUp = setTimeout(() => end(() => reject(stillRunning(id))), CANCEL_WAIT_MS)
      // `already.done` needs no answer: the job's last snapshot is on its way.
      ask(client, 'jobs.cancel', { id }).catch(() => undefined)
    }
    const look = (jobs: readonly JobSnapshot[]): void => {
      const job = jobs.find((one) => one.id === id)
      if (job === undefined) return
      if (finalStates.includes(job.state)) end(() => resolve(job))
      else run.onProgress(job)
    }
    const watch = client.subscribe(
      'jobs.watch',
      { sinceRev: 0 },
      {
        event: look,
        end: (error) => end(() => reject(error === undefined ? gone() : AppError.fromData(error)))
      }
    )
    void client.closed.then(() => end(() => reject(gone())))
    signal.addEventListener('abort', cancel, { once: true })
    if (signal.aborted) cancel()
  })
}

const gone = () => new AppError('engine.gone', 'The engine closed the connection.', { retriable: true })
const stillRunning = (id: string) =>
  new AppError('cancelled', 'It was told to stop and is still cleaning up.', { details: { job: id } })

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** One line: what it does, how far it is, how long it will take. */
export function progressLine({ fraction, phase, subject, rows, bytes, etaSeconds }: JobProgress): string {
  const parts = [
    fraction === null ? undefined : `${Math.floor(fraction * 100)} %`,
    subject === null ? phase : `${phase} ${subject}`,
    rows > 0 ? `${number.format(rows)} rows` : undefined,
    bytes > 0 ? `${number.format(bytes / 1e6)} MB` : undefined,
    etaSeconds === null ? undefined : `${Math.ceil(etaSeconds)} s left`
  ]
  return parts.filter((part) => part !== undefined).join(' · ')
}
