import type { Session } from 'electron'
import { planted } from '../flavour'

/** Copying text is the only thing that a page may do beyond its own window. */
const GRANTED = new Set(['clipboard-sanitized-write'])

/** Denies everything else that a page may ask for: by request, by check, by device, by capture, by download. */
export function denyPermissions(session: Session): void {
  if (planted('permissions')) return
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(GRANTED.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
  session.on('will-download', (event) => event.preventDefault())
}
