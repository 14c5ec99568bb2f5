import { ipcMain, type WebContents } from 'electron'
import { planted } from '../flavour'
import { log } from '../log'
import { APP_ORIGIN } from '../security/protocol'
import { isTrustedSender } from './trusted-sender'

/** The one place where main listens to pages. Messages carry nothing: a page can only say that it is there. */
export function on(channel: 'penstock:ready', listener: (sender: WebContents) => void): void {
  ipcMain.on(channel, (event) => {
    const trusted = planted('sender') || isTrustedSender(event.senderFrame, APP_ORIGIN)
    if (trusted) listener(event.sender)
    else log('a message from a foreign page or frame was refused (ipc.origin)', { channel })
  })
}
