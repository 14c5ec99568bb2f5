import { useEffect } from 'react'
import { useNavigate, type NavigateFunction } from 'react-router'
import { moveRow } from './move-row'
import { screens } from './screens'
import { commandOf, type Command } from './shortcuts'
import { showCheatSheet, showTray } from './shell-store'

/** How long g waits for its letter, in ms. */
const GOTO_MS = 1_500

/** The window's own keys, for as long as the shell is shown. */
export function useShortcuts(): void {
  const navigate = useNavigate()
  useEffect(() => {
    let awaitingUntil = 0
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return
      const command = commandOf(keyPress(event), event.timeStamp < awaitingUntil)
      awaitingUntil = command?.do === 'await-goto' ? event.timeStamp + GOTO_MS : 0
      if (command !== undefined && obey(command, navigate)) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [navigate])
}

const keyPress = (event: KeyboardEvent) => ({
  code: event.code,
  ctrl: event.ctrlKey || event.metaKey,
  alt: event.altKey,
  shift: event.shiftKey,
  composing: event.isComposing,
  typing: event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable="true"]') !== null
})

/** True where the command found something to do. */
function obey(command: Command, navigate: NavigateFunction): boolean {
  switch (command.do) {
    case 'screen':
      return open(screens[command.index]?.path, navigate)
    case 'goto':
      return open(screens.find(({ code }) => code === command.code)?.path, navigate)
    case 'history':
      void navigate(command.by)
      return true
    case 'row':
      return moveRow(command.by)
    case 'sheet':
      return openSheet(command.code)
    case 'help':
      showCheatSheet(true)
      return true
    case 'jobs':
      showTray(true)
      return true
    case 'await-goto':
      return false
  }
}

/** Controls name their key by `data-sheet`: KeyB for a backfill, KeyU for an undo, KeyA to acknowledge. */
function openSheet(code: string): boolean {
  const control = document.querySelector<HTMLElement>(`main [data-sheet="${code}"]:not(:disabled, [data-disabled])`)
  control?.click()
  return control !== null
}

function open(path: string | undefined, navigate: NavigateFunction): boolean {
  if (path === undefined) return false
  void navigate(path)
  return true
}
