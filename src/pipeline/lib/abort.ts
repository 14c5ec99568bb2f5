import { AppError } from './errors'

/** Throws `cancelled` once the signal has fired; call between steps that cannot be interrupted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'It was cancelled; nothing was changed.')
}
