import { AppError } from '../lib/errors'

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i
// Separators, characters that some file system refuses, control characters, and those that turn the reading direction.
const forbidden = /[\\/:*?"<>|\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** The name of a dropped file, NFC, as one path segment that every file system takes; anything else is `path.refused`. */
export function safeFileName(given: string): string {
  const name = given.normalize('NFC')
  const bad =
    name === '' ||
    /^\.+$/.test(name) ||
    forbidden.test(name) ||
    reserved.test(name) ||
    /[. ]$/.test(name) ||
    !name.isWellFormed() ||
    Buffer.byteLength(name) > 255
  if (bad)
    throw new AppError('path.refused', `The file name ${JSON.stringify(given.slice(0, 200))} cannot be taken over.`, {
      hint: 'Rename the file to a plain name without folders, then drop it again.'
    })
  return name
}
