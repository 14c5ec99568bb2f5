import { createStore } from 'zustand/vanilla'
import { defaultSettings, settings as settingsSchema, type Settings } from '../../pipeline/contract'
import { call, mutate } from './calls'
import { connection } from './connection'
import { subscribe } from './subscriptions'

const CACHE = 'penstock.settings'

/** The engine's settings; the last known ones until it answers, so that the first paint has the right theme and language. */
export const settingsStore = createStore<Settings>(() => cached())

function cached(): Settings {
  try {
    return settingsSchema.parse(JSON.parse(localStorage.getItem(CACHE) ?? ''))
  } catch {
    return defaultSettings
  }
}

function adopt(settings: Settings): void {
  settingsStore.setState(settings, true)
  localStorage.setItem(CACHE, JSON.stringify(settings))
}

/** Changes at once what is seen, and then what is kept. */
export async function changeSettings(patch: Partial<Settings>): Promise<void> {
  adopt({ ...settingsStore.getState(), ...patch })
  const outcome = await mutate('settings.set', { patch })
  if (outcome.ok) adopt(outcome.value)
}

export function watchSettings(): () => void {
  const ask = (): void => void call('settings.get', {}).then((outcome) => outcome.ok && adopt(outcome.value))
  ask()
  const stopAsking = connection.subscribe((now, before) => {
    if (now.client !== null && now.client !== before.client) ask()
  })
  const stop = subscribe('settings.changed', () => ({}), { event: adopt })
  return () => {
    stopAsking()
    stop()
  }
}
