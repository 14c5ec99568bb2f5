import { AppError } from '../../lib/errors'
import { planted } from '../../lib/plant'

/** The name of an archive member as a relative path; throws `archive.path` for every name that could mean a place outside. */
export function memberPath(raw: string, archive: string): string {
  const reason = planted('no-realpath') ? undefined : whyRefused(raw)
  if (reason !== undefined) throw memberRefused(archive, raw, reason)
  return raw
    .normalize('NFC')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}

/** Refuses the archive as a whole. */
export function memberRefused(archive: string, member: string, reason: string): AppError {
  const shown = JSON.stringify(member.slice(0, 200))
  return new AppError('archive.path', `"${archive}" holds ${shown}, which ${reason}; the whole archive was refused.`, {
    hint: 'Such names are made by attackers or broken tools. Unpack the archive yourself and load the folder.',
    details: { archive, member: member.slice(0, 200), reason }
  })
}

function whyRefused(raw: string): string | undefined {
  if (raw === '' || raw.length > 4096) return 'is no usable name'
  if (/\p{Cc}/u.test(raw)) return 'holds a control character'
  return placeOutside(raw) ?? placeOutside(percentDecoded(raw)) ?? placeOutside(raw.normalize('NFKC'))
}

function placeOutside(name: string): string | undefined {
  if (name.includes('\\')) return 'holds a backslash'
  if (name.startsWith('/')) return 'is an absolute path'
  if (/(^|\/)\s*[a-z]:/i.test(name)) return 'names a drive'
  // Windows drops blanks and dots at the end of a part, so `.. ` climbs as `..` does.
  if (name.split('/').some((part) => /^\s*\.\.[\s.]*$/.test(part))) return 'climbs out of the archive'
  return name.includes('\0') ? 'holds a NUL byte' : undefined
}

const percentDecoded = (name: string): string =>
  name.replace(/%(2e|2f|5c|00|3a)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
