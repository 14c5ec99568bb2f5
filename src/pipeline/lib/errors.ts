import type { ErrorCode, ErrorData } from '../contract'
import { hideKnown, hideKnownIn } from './secret-values'

export interface ErrorExtras {
  hint?: string
  details?: Record<string, unknown>
  retriable?: boolean
  cause?: unknown
}

/** An error that crosses every boundary as data; thrown inside the pipeline, never shown raw. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retriable: boolean
  readonly hint: string | undefined
  readonly details: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, { cause: extras.cause })
    this.name = 'AppError'
    this.code = code
    this.retriable = extras.retriable ?? false
    this.hint = extras.hint
    this.details = extras.details
  }

  static fromData(data: ErrorData): AppError {
    const { hint, details, retriable, cause } = data
    return new AppError(data.code, data.message, {
      retriable,
      ...(hint === undefined ? {} : { hint }),
      ...(details === undefined ? {} : { details }),
      ...(cause === undefined ? {} : { cause: AppError.fromData(cause) })
    })
  }
}

/** Error → data without known secrets; what is no AppError becomes `internal`, or the code of its system error (ENOENT → file.missing …). */
export function toErrorData(error: unknown): ErrorData {
  const app = error instanceof AppError ? error : wrapSystemError(error)
  return {
    code: app.code,
    message: hideKnown(app.message),
    retriable: app.retriable,
    ...(app.hint === undefined ? {} : { hint: hideKnown(app.hint) }),
    ...(app.details === undefined ? {} : { details: hideKnownIn(app.details) }),
    ...(app.cause === undefined ? {} : { cause: toErrorData(app.cause) })
  }
}

const systemCodes: Record<string, { code: ErrorCode; hint: string }> = {
  ENOENT: { code: 'file.missing', hint: 'Check that the path exists and is mounted, then try again.' },
  ENOTDIR: { code: 'file.missing', hint: 'A part of the path is a file, not a folder.' },
  EACCES: { code: 'file.denied', hint: 'Give this user the right to read (or write) it, then try again.' },
  EPERM: { code: 'file.denied', hint: 'Give this user the right to read (or write) it, then try again.' },
  EROFS: { code: 'file.denied', hint: 'The file system is read-only.' },
  ENOSPC: { code: 'disk.full', hint: 'Free space on the disk, then try again; nothing was changed.' },
  EDQUOT: { code: 'disk.full', hint: 'Free space within the quota, then try again; nothing was changed.' }
}

/** What SQLite says of itself where the disk has no room left. */
const SQLITE_FULL = 13

/** A Node system error as an AppError with path and system call in its details. */
export function wrapSystemError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof DOMException && error.name === 'AbortError') return new AppError('cancelled', 'It was cancelled.')
  if (!(error instanceof Error)) return new AppError('internal', String(error))
  const { code, path, syscall } = error as NodeJS.ErrnoException
  const full = 'errcode' in error && error.errcode === SQLITE_FULL
  const known = full ? systemCodes['ENOSPC'] : code === undefined ? undefined : systemCodes[code]
  if (known === undefined) return new AppError('internal', error.message, { details: { name: error.name } })
  return new AppError(known.code, error.message, { hint: known.hint, details: { path, syscall, system: code } })
}
