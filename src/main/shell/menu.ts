import { Menu, type MenuItemConstructorOptions } from 'electron'
import { TEST_FLAVOUR } from '../flavour'
import type { Words } from './words'

export interface ShellActions {
  open(): void
  /** Brings the overview to the front. */
  overview(): void
  openAnother(): void
  quit(): void
}

/** The application menu: what works in every window. Without it, copy and paste have no keys on macOS. */
export function setMenu(words: Words, actions: ShellActions): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: words.app,
        submenu: [
          { label: words.newWindow, accelerator: 'CommandOrControl+Shift+N', click: () => actions.openAnother() },
          { type: 'separator' },
          { label: words.quit, accelerator: 'CommandOrControl+Q', click: () => actions.quit() }
        ]
      },
      {
        label: words.edit,
        submenu: roles('undo', 'redo', 'cut', 'copy', 'paste', 'selectAll')
      },
      {
        label: words.view,
        submenu: [
          ...roles('reload', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'),
          ...(TEST_FLAVOUR ? roles('toggleDevTools') : [])
        ]
      },
      { label: words.window, submenu: roles('minimize', 'close') }
    ])
  )
}

type Role = NonNullable<MenuItemConstructorOptions['role']>
const roles = (...names: Role[]): MenuItemConstructorOptions[] => names.map((role) => ({ role }))
