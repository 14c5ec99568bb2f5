import { BrowserWindow, nativeTheme, screen } from 'electron'
import { planted, TEST_FLAVOUR } from '../flavour'
import { START_URL } from '../security/protocol'
import { visibleBounds, type ShellStateFile } from './window-state'

const BACKGROUND = { light: '#F7F8FA', dark: '#0E1116' }
const background = (): string => BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light']

/** Opens a window on the start page. It shows itself once it has something to show, on the ground colour of its theme. */
export function openWindow(preload: string, file: ShellStateFile): BrowserWindow {
  const first = BrowserWindow.getAllWindows().length === 0
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...(first ? visibleBounds(file.state.bounds, screens) : {}),
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Penstock',
    backgroundColor: background(),
    webPreferences: preferences(preload)
  })
  window.once('ready-to-show', () => {
    if (first && file.state.maximized) window.maximize()
    window.show()
  })
  window.on('close', () => file.update({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
  void window.loadURL(START_URL)
  return window
}

function preferences(preload: string): Electron.WebPreferences {
  return {
    preload,
    sandbox: !planted('no-sandbox'),
    contextIsolation: !planted('no-isolation'),
    nodeIntegration: planted('node'),
    webviewTag: planted('webview'),
    devTools: TEST_FLAVOUR,
    navigateOnDragDrop: false,
    spellcheck: false
  }
}

/** Follows the chosen theme, so that native parts and the ground colour match the page. */
export function followTheme(theme: 'light' | 'dark' | 'system'): void {
  nativeTheme.themeSource = theme
  for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(background())
}

/** Brings a window to the front, opening one where there is none; with `route` it shows that screen (a new window begins with the overview). */
export function focusOrOpen(open: () => void, route?: string): void {
  const window = BrowserWindow.getAllWindows()[0]
  if (window === undefined) {
    open()
    return
  }
  if (route !== undefined) void window.loadURL(`${START_URL}#${route}`)
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
