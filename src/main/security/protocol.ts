import { protocol, type Session } from 'electron'
import { planted } from '../flavour'
import { answer, type AppFiles } from './app-files'

export const APP_ORIGIN = 'app://penstock'
export const START_URL = `${APP_ORIGIN}/index.html`

/** Before the app is ready: makes `app:` a secure origin of its own, so that CSP, fetch and modules work as on https. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** Pages load from the application's own files; every other request of a window ends here, unsent. */
export function serveApp(session: Session, files: AppFiles): void {
  session.protocol.handle('app', async (request) => {
    const response = await answer(request, files)
    if (planted('no-csp')) response.headers.delete('content-security-policy')
    return response
  })
  if (planted('any-request')) return
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwn(details.url) }))
}

const isOwn = (url: string): boolean =>
  url.startsWith(`${APP_ORIGIN}/`) || url.startsWith('blob:') || url.startsWith('data:') || url.startsWith('devtools:')
