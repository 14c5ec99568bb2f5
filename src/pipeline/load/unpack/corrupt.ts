import { AppError } from '../../lib/errors'

/** A container that cannot be read to its end. `byte` is the position in the packed file up to which it was read. */
export function corrupt(name: string, what: string, byte: number, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AppError('file.corrupt', `"${name}" is damaged or cut short (${what}) near byte ${byte}: ${reason}.`, {
    hint: 'Fetch the file again and compare its size with the origin; nothing of it was kept.',
    details: { file: name, byte }
  })
}
