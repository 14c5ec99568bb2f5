import { app, type WebContents } from 'electron'
import { planted } from '../flavour'
import { START_URL } from './protocol'

/** Every page of this process stays where it is: no navigation, no new window, no webview. Links outward are refused. */
export function confineAllContents(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}

function confine(contents: WebContents): void {
  if (!planted('webview')) contents.on('will-attach-webview', (event) => event.preventDefault())
  if (!planted('windows')) contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  if (planted('navigation')) return
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('did-navigate', (_event, url) => bringBack(contents, url))
}

/** Chromium goes to about:blank without asking anybody; the page is then loaded anew. */
function bringBack(contents: WebContents, url: string): void {
  if (url === 'about:blank' && contents.navigationHistory.canGoBack()) void contents.loadURL(START_URL)
}
