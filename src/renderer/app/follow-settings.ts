import { settingsStore } from '../bridge/settings'
import { languageOf, switchLanguage } from '../locales/i18n'
import { preferences } from '../ui'

/** Keeps language, zone and density of the page in step with the settings, from now on. */
export function followSettings(): void {
  preferences.setState(settingsStore.getState(), true)
  settingsStore.subscribe((now, before) => {
    preferences.setState(now, true)
    if (now.language !== before.language) switchLanguage(languageOf(now.language, navigator.language))
  })
}
