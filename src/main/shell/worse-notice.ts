import { Notification } from 'electron'
import type { Words } from './words'

/** Says once, in one notification that replaces the one before, that something changed for the worse; a click opens the overview. */
export class WorseNotice {
  private shown: Notification | undefined

  constructor(private readonly open: () => void) {}

  show(words: Words, needing: number, dataset: string | null): void {
    this.clear()
    if (!Notification.isSupported()) return
    const notice = new Notification({ title: words.app, body: words.worse(needing, dataset), silent: true })
    notice.on('click', () => this.open())
    notice.show()
    this.shown = notice
  }

  /** Takes it away: nobody is needed any more. */
  clear(): void {
    this.shown?.close()
    this.shown = undefined
  }
}
