import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { defaultSettings, type Settings } from '../../pipeline/contract'

/** What every component needs to know of the settings; the app keeps it in step with the engine's. */
export const preferences = createStore<Settings>(() => defaultSettings)

export const useZone = (): string => useStore(preferences, (state) => state.zone)
export const useDensity = (): Settings['density'] => useStore(preferences, (state) => state.density)
