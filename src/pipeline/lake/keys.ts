import { AppError } from '../lib/errors'

/** Segments of a key; `path.refused` where it is empty, absolute, or could lead out of the lake. */
export function segmentsOf(key: string): string[] {
  const segments = key.split('/')
  const bad = segments.some((segment) => segment === '' || segment === '.' || segment === '..' || !harmless(segment))
  if (bad) throw refused(key, 'is no path inside the lake')
  return segments
}

/** On Windows a backslash divides folders and a colon names drives and streams. */
const harmless = (segment: string): boolean => !segment.includes('\0') && !(process.platform === 'win32' && /[\\:]/.test(segment))

export const refused = (key: string, why: string): AppError =>
  new AppError('path.refused', `"${key}" ${why}.`, {
    hint: 'Files of a lake lie in its own folder; links out of it are not followed.',
    details: { key }
  })
