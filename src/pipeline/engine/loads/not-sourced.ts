import { AppError } from '../../lib/errors'

/** A derived dataset was asked to load. */
export const notSourced = (name: string): AppError =>
  new AppError('unsupported', `"${name}" is made from other datasets by its query; it has no source to load.`, {
    hint: 'Backfill it instead.',
    details: { dataset: name }
  })
