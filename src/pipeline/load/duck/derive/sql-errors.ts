import { AppError } from '../../../lib/errors'

/** What DuckDB said of the user's SQL; `lead` lines of ours stand before it. Over a limit: `sql.resources`, otherwise `sql.invalid`. */
export function sqlError(error: unknown, dataset: string, dt: string, lead: number): unknown {
  if (!(error instanceof AppError)) return error
  if (/out of memory|could not allocate|max_temp_directory_size|failed to offload/i.test(error.message))
    return overLimit(error, dataset, dt)
  if (error.code !== 'internal' || /^(.*: )?INTERNAL Error/.test(error.message)) return error
  const [, lineText] = /^LINE (\d+):/m.exec(error.message) ?? []
  const line = lineText === undefined ? undefined : Number(lineText) - lead
  const column = columnOf(error.message, lineText)
  const [said = ''] = error.message.replace(`${dataset} ${dt}: `, '').split('\n\nLINE ', 1)
  return new AppError('sql.invalid', `${dataset} ${dt}: ${said}`, {
    hint: 'Correct the SQL of the dataset; nothing was changed.',
    details: { dataset, dt, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) }
  })
}

/** The caret below the line that DuckDB quotes; cut lines begin with dots and tell no column. */
function columnOf(message: string, line: string | undefined): number | undefined {
  const [, quoted = '', caret = ''] = /^(LINE \d+:.*)\n( *)\^/m.exec(message) ?? []
  if (line === undefined || quoted.startsWith(`LINE ${line}: ...`) || quoted === '') return undefined
  return caret.length - `LINE ${line}: `.length + 1
}

const overLimit = (cause: AppError, dataset: string, dt: string): AppError =>
  new AppError('sql.resources', `${dataset} ${dt}: the SQL needs more memory or temporary space than it is given.`, {
    hint: 'Group or filter earlier in the SQL, or let each partition read fewer periods. Nothing was changed.',
    details: { dataset, dt, reason: cause.message.slice(0, 500) }
  })
