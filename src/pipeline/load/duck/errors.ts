import { AppError } from '../../lib/errors'

/** Each row: what DuckDB says, the code, and what to do. The first that fits wins. */
const known = [
  {
    says: /no space left|could not write .*(disk|space)|max_temp_directory_size/i,
    code: 'disk.full',
    hint: 'Free space on the disk, then try again; nothing was changed.'
  },
  {
    says: /out of memory|could not allocate/i,
    code: 'internal',
    hint: 'The work needs more memory than it is given: load fewer partitions at once with --from and --to.'
  },
  {
    says: /no such file|cannot open file|no files found/i,
    code: 'file.missing',
    hint: 'Check that the file still exists, then try again.'
  },
  {
    says: /^(IO|Invalid Input|Serialization) Error.*(parquet|magic bytes|snappy|zstd|thrift|footer|decompress)/is,
    code: 'file.corrupt',
    hint: 'The file is damaged or cut short: fetch it again, then load again.'
  }
] as const

/** What DuckDB threw as an AppError; `subject` names the file or the work. */
export function duckError(error: unknown, subject: string, aborted: boolean): AppError {
  if (error instanceof AppError) return error
  if (aborted) return new AppError('cancelled', 'It was cancelled; nothing was changed.')
  const message = error instanceof Error ? error.message : String(error)
  const match = known.find(({ says }) => says.test(message))
  const about = subject === '' ? message : `${subject}: ${message}`
  return new AppError(match?.code ?? 'internal', about, match === undefined ? {} : { hint: match.hint })
}
