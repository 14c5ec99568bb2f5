import { Menu, nativeImage, Tray } from 'electron'
import { log } from '../log'
import { trayPixels } from './tray-icon'
import type { ShellActions } from './menu'
import type { Words } from './words'

export interface ShellTray {
  show(words: Words, jobsRunning: number): void
}

/** How many jobs run, a way back to the window, and the end. A desktop without a tray simply shows none. */
export function createTray(actions: ShellActions): ShellTray {
  const tray = tryTray()
  tray?.on('click', () => actions.open())
  return {
    show: (words, jobsRunning) => {
      tray?.setToolTip(`${words.app}: ${words.jobs(jobsRunning)}`)
      tray?.setContextMenu(
        Menu.buildFromTemplate([
          { label: words.jobs(jobsRunning), enabled: false },
          { type: 'separator' },
          { label: words.open, click: () => actions.open() },
          { label: words.quit, click: () => actions.quit() }
        ])
      )
    }
  }
}

function tryTray(): Tray | undefined {
  try {
    const size = 32
    return new Tray(nativeImage.createFromBitmap(trayPixels(size), { width: size, height: size, scaleFactor: 2 }))
  } catch (error) {
    log('there is no tray here', { reason: String(error) })
    return undefined
  }
}
