import { AppError } from '../../../lib/errors'

/** What DuckDB said of checks as a whole. Over a limit: `sql.resources`. */
export function checkError(error: unknown): unknown {
  if (
    !(error instanceof AppError) ||
    !/out of memory|could not allocate|max_temp_directory_size|failed to offload/i.test(error.message)
  )
    return error
  return new AppError('sql.resources', 'The checks need more memory or temporary space than they are given.', {
    hint: 'Check fewer columns for unique values, or leave out measures over all rows. Nothing was changed.',
    details: { reason: error.message.slice(0, 500) }
  })
}

/** What DuckDB said of one check's SQL, by the check's name. */
export function sqlOfCheck(error: unknown, check: string, sql: string): unknown {
  if (!(error instanceof AppError)) return error
  const named = { details: { ...error.details, check, sql } }
  if (error.code.startsWith('sql.'))
    return new AppError(error.code, `Check ${check}: ${error.message}`, {
      ...named,
      ...(error.hint === undefined ? {} : { hint: error.hint })
    })
  if (error.code !== 'internal') return error
  const [said = ''] = error.message.split('\n\nLINE ', 1)
  return new AppError('sql.invalid', `Check ${check}: ${said}`, {
    hint: 'Correct the SQL of the check: names are those of the columns, in double quotes where they hold other characters.',
    ...named
  })
}
