import { AppError } from '../../lib/errors'
import type { Services } from '../services'

const kinds = { load: 'a load', undo: 'an undo' } as const

/** `load.busy`: a dataset is being changed, by what, and what can be done about it. */
export function busyError({ backfills, jobs, busy }: Services, dataset: string): AppError {
  const id = busy.get(dataset) ?? ''
  const backfill = backfills.wayOutOf(id)
  if (backfill !== undefined) {
    return new AppError('load.busy', `"${dataset}" is being changed by backfill ${id}.`, {
      hint: backfill,
      retriable: true,
      details: { dataset, job: id, backfill: id }
    })
  }
  const job = jobs.running().find((one) => one.id === id)
  const what = job?.kind === 'load' || job?.kind === 'undo' ? kinds[job.kind] : 'a job'
  const who = job === undefined ? '' : `, started by ${job.startedBy}`
  return new AppError('load.busy', `"${dataset}" is being changed by ${what} (${id}${who}).`, {
    hint: 'Wait until it is done, or cancel it where it was started.',
    retriable: true,
    details: { dataset, job: id }
  })
}
