import { AppError } from '../../lib/errors'

export interface TriedEncoding {
  encoding: string
  certainty: number
}

/** Text that is not of the declared encoding; `byte` is the offset of the first bad byte in the unpacked file. */
export function encodingError(name: string, byte: number, what: string, tried: TriedEncoding[]): AppError {
  const list = tried.map(({ encoding, certainty }) => `${encoding} (${Math.round(certainty * 100)} %)`).join(', ')
  return new AppError('file.encoding', `"${name}" holds ${what} at byte ${byte}. Tried: ${list}.`, {
    hint: 'Set the encoding that the file really has (UTF-8 or CP949), or save it again as UTF-8.',
    details: { file: name, byte, tried }
  })
}
