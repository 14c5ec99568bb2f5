import { app, Menu, nativeImage, Tray, type NativeImage } from 'electron'
import { log } from '../log'
import { trayPixels } from './tray-icon'
import type { ShellActions } from './menu'
import type { Words } from './words'

interface TrayFacts {
  jobsRunning: number
  /** Datasets that need somebody. */
  needing: number
}
export interface ShellTray {
  show(words: Words, facts: TrayFacts): void
}

/** How many datasets need somebody, how many jobs run, a way back to the window, and the end. A desktop without a tray simply shows none. */
export function createTray(actions: ShellActions): ShellTray {
  const tray = tryTray()
  tray?.on('click', () => actions.open())
  return {
    show: (words, { jobsRunning, needing }) => {
      app.setBadgeCount(needing)
      tray?.setImage(trayImage(needing > 0))
      tray?.setTitle(needing === 0 ? '' : String(needing))
      tray?.setToolTip(`${words.app}: ${words.needing(needing)}, ${words.jobs(jobsRunning)}`)
      tray?.setContextMenu(
        Menu.buildFromTemplate([
          { label: words.needing(needing), click: () => actions.overview() },
          { label: words.jobs(jobsRunning), enabled: false },
          { type: 'separator' },
          { label: words.open, click: () => actions.open() },
          { label: words.quit, click: () => actions.quit() }
        ])
      )
    }
  }
}

const SIZE = 32
const trayImage = (needed: boolean): NativeImage =>
  nativeImage.createFromBitmap(trayPixels(SIZE, needed), { width: SIZE, height: SIZE, scaleFactor: 2 })

function tryTray(): Tray | undefined {
  try {
    return new Tray(trayImage(false))
  } catch (error) {
    log('there is no tray here', { reason: String(error) })
    return undefined
  }
}
