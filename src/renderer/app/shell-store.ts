import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What floats over the screens. */
export const shell = createStore(() => ({ tray: false, cheatSheet: false }))

export const useTrayOpen = (): boolean => useStore(shell, (state) => state.tray)
export const useCheatSheetOpen = (): boolean => useStore(shell, (state) => state.cheatSheet)
export const showTray = (tray: boolean): void => shell.setState({ tray })
export const showCheatSheet = (cheatSheet: boolean): void => shell.setState({ cheatSheet })
